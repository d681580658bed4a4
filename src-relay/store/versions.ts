/** SQLite's `user_version` after the last migration: how many there are. */
export const LATEST_VERSION = 5;
