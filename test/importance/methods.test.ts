import { importanceMethods } from '../../src/importance/catalogue.ts';
import { importanceContract } from '../contracts/importance-method.ts';

for (const [name, method] of Object.entries(importanceMethods)) importanceContract(name, method);
