// The parts of ECharts that draw on a canvas; the page loads them after its first picture.
export { CustomChart } from 'echarts/charts';
export { GridComponent } from 'echarts/components';
export { init, use } from 'echarts/core';
export { CanvasRenderer } from 'echarts/renderers';
