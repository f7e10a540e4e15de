/** The constraint on each cell of a column of weights, in training and in evaluation. */
export const weightConstraint = 'the weight of a row must be a number, not below 0';
