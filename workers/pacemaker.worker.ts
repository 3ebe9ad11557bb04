/** Wakes the page twice a second: its own timers come once a minute while it is hidden, messages of a worker do not wait. */
setInterval(() => postMessage(undefined), 500);
