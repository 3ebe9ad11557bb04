/**
 * First import of the page. The policy of index.html lets no string become a script address; the workers are the exception,
 * and only while they come from this origin.
 */
interface PolicyRules {
  readonly createScriptURL: (address: string) => string;
}

declare global {
  interface Window {
    /** Absent in browsers without Trusted Types. */
    readonly trustedTypes?: { createPolicy(name: string, rules: PolicyRules): unknown };
  }
}

window.trustedTypes?.createPolicy('default', {
  createScriptURL(address) {
    if (new URL(address, document.baseURI).origin !== location.origin)
      throw new TypeError(`Script from another origin refused: ${address}`);
    return address;
  },
});

export {};
