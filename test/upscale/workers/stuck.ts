/** Breathes at a bad picture, but gets nowhere. */
import { standIn, tell } from './stand-in.ts'

standIn(() => {
  setInterval(() => tell({ type: 'heartbeat', memory: 1 }), 100)
  return new Promise(() => {})
})
