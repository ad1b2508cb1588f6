// The one polite live region: at most one sentence each half second, the latest wins; and errors at once.

const QUIET = 500;

export function liveRegion(): { say(text: string): void } {
  const region = document.createElement('p');
  region.className = 'sr';
  region.setAttribute('role', 'status');
  document.body.append(region);
  let waiting: string | undefined;
  let quiet = false;
  const flush = () => {
    quiet = waiting !== undefined;
    if (waiting === undefined) return;
    region.textContent = waiting;
    waiting = undefined;
    setTimeout(flush, QUIET);
  };
  return {
    say(text) {
      waiting = text;
      if (quiet) return;
      quiet = true;
      setTimeout(flush, 50);
    },
  };
}
