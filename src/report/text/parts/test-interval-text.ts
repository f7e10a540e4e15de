import type { TestInterval } from '../../../metrics/test-interval.ts';
import type { Expectation } from '../../../reports/evaluation-report.ts';
import { formatMetric } from './format.ts';

/** "expected on the 1500 test rows: loss 0.09402 to 0.1626 (95 %)" */
export function testIntervalText(interval: TestInterval): string {
  const { metric, testRows, level } = interval;
  return `expected on the ${testRows} test rows: ${metric} ${range(interval)} (${100 * level} %)`;
}

/** "loss 0.1449 is within 0.09402 to 0.1626, expected from its 0.1283 on 1500 validation rows (95 %)" */
export function expectationText(expectation: Expectation): string {
  const { metric, value, validation, isInside, validationRows, level } = expectation;
  const [test, own] = [value, validation].map((each) => formatMetric(metric, each));
  const place = `${isInside ? 'within' : 'outside'} ${range(expectation)}`;
  return `${metric} ${test} is ${place}, expected from its ${own} on ${validationRows} validation rows (${100 * level} %)`;
}

function range({ metric, low, high }: TestInterval): string {
  return `${formatMetric(metric, low)} to ${formatMetric(metric, high)}`;
}
