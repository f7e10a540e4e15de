import { render } from 'preact';
import { loadSession } from './api/load-session.ts';
import { App } from './app.tsx';
import { followAddress } from './state/address.ts';
import { keepSelectionInAddress } from './state/selection-address.ts';
import { followTheme } from './state/theme.ts';
import { takeToken } from './state/token.ts';

// While the trials are on their way: pictures need it as soon as they are here.
void import('./pictures/echarts.ts');
takeToken();
void loadSession();
followTheme();
followAddress();
keepSelectionInAddress();
const place = document.getElementById('app');
if (place !== null) render(<App />, place);
