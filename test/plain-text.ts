/** Tests compare what is printed as text, whether the machine asks for colour (as CI services do) or not. */
process.env.NO_COLOR = '1';
delete process.env.FORCE_COLOR;
