export { LineChart } from 'echarts/charts';
export { GridComponent, LegendComponent } from 'echarts/components';
export { init, use } from 'echarts/core';
export { SVGRenderer } from 'echarts/renderers';
