/** Options without their signal, which does not cross as a value. What is no object is for the host to complain of. */
export function toSent(options: unknown, others: object): unknown {
  return options === undefined || (typeof options === 'object' && options !== null) ? others : options;
}
