export { combine, type Weights, weightedMean, withTemperature } from '../training/combine.ts';
