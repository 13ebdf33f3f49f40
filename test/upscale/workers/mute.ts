/** Never says a word and never ends by itself. */
setInterval(() => {}, 1000)
