/** A token as `STOCKROOM_API_TOKEN` holds one. */
export const TOKEN = 'a-token-for-programs-1234'
