/** Stands in for `fake-indexeddb/auto` where a page with test fixtures is to use the database of its browser. */
export {};
