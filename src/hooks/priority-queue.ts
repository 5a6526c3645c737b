/** Gives back, of all that was added, always the smallest by `compare`. A binary heap: add and take cost O(log n). */
export class PriorityQueue<Value> {
  readonly #compare: (left: Value, right: Value) => number;
  /** Invariant: no parent, at `(index - 1) >> 1`, is greater than its child at `index`. */
  readonly #heap: Value[] = [];

  constructor(compare: (left: Value, right: Value) => number) {
    this.#compare = compare;
  }

  add(value: Value): void {
    const heap = this.#heap;
    let index = heap.push(value) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.#compare(heap[parent]!, value) <= 0) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = value;
  }

  take(): Value | undefined {
    const heap = this.#heap;
    const smallest = heap[0];
    const last = heap.pop();
    if (heap.length > 0) this.#sink(last as Value);
    return smallest;
  }

  #sink(value: Value): void {
    const heap = this.#heap;
    let index = 0;
    for (let child = 1; child < heap.length; child = 2 * index + 1) {
      if (child + 1 < heap.length && this.#compare(heap[child + 1]!, heap[child]!) < 0) child += 1;
      if (this.#compare(value, heap[child]!) <= 0) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = value;
  }
}
