// The parts of ECharts that draw a page's charts; the build bundles these and no others.
export { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
export { GridComponent } from 'echarts/components';
export { init, use } from 'echarts/core';
export { SVGRenderer } from 'echarts/renderers';
