/** Watches how late the event loop is; gives the longest so far, in milliseconds. */
export function watchLoop() {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 1);
    last = now;
  }, 1);
  return {
    get longest() {
      return longest;
    },
    end: () => clearInterval(timer),
  };
}
