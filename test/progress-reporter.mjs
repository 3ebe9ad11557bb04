/** Says which test begins and which ends, so that a run that had to be ended can tell what it stood at. .ci/suites.mjs reads it. */
export default class ProgressReporter {
  onTestBegin(test) {
    console.log(`begins: ${title(test)}`);
  }

  onTestEnd(test, { status }) {
    // Cut off in the middle: that is where the run stood.
    if (status !== 'interrupted') console.log(`ends: ${title(test)}`);
  }

  printsToStdio() {
    return true;
  }
}

const title = (test) => test.titlePath().filter(Boolean).join(' › ');
