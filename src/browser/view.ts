/** Width and height in CSS pixels. */
export interface Box {
  width: number
  height: number
}

/** How a picture is looked at, whatever its size and that of its stage: so two of them can be looked at alike. */
export interface Look {
  /** 1 shows the whole picture; 2 twice as large. */
  zoom: number
  /** The point of the picture in the middle of the stage, as fractions of its width and height. */
  x: number
  y: number
}

/** The whole picture. */
export const WHOLE: Look = { zoom: 1, x: 0.5, y: 0.5 }

/** A stage and the picture on it. */
export interface Scene {
  stage: Box
  /** The picture's size in its own pixels. */
  picture: Box
}

/** Returns the scale at which the whole picture fills the stage. */
export function fitScale({ stage, picture }: Scene): number {
  return Math.min(stage.width / picture.width, stage.height / picture.height)
}

/** Returns where the picture's top left corner comes to lie, and its scale. */
export function placement(look: Look, scene: Scene): { left: number; top: number; scale: number } {
  const scale = fitScale(scene) * look.zoom
  return {
    left: scene.stage.width / 2 - look.x * scene.picture.width * scale,
    top: scene.stage.height / 2 - look.y * scene.picture.height * scale,
    scale,
  }
}

/** Zooms so that what lies under a point of the stage stays there. */
export function zoomAt(look: Look, zoom: number, point: { x: number; y: number }, scene: Scene): Look {
  const before = placement(look, scene)
  const after = fitScale(scene) * zoom
  const under = {
    x: (point.x - before.left) / (scene.picture.width * before.scale),
    y: (point.y - before.top) / (scene.picture.height * before.scale),
  }
  const moved = {
    zoom,
    x: under.x - (point.x - scene.stage.width / 2) / (scene.picture.width * after),
    y: under.y - (point.y - scene.stage.height / 2) / (scene.picture.height * after),
  }
  return settle(moved, scene)
}

/** Moves the picture by CSS pixels. */
export function pan(look: Look, by: { x: number; y: number }, scene: Scene): Look {
  const { scale } = placement(look, scene)
  const x = look.x - by.x / (scene.picture.width * scale)
  const y = look.y - by.y / (scene.picture.height * scale)
  return settle({ ...look, x, y }, scene)
}

/** Keeps the picture on the stage: centred where it is smaller, without a gap where it is larger. */
export function settle(look: Look, scene: Scene): Look {
  const scale = fitScale(scene) * look.zoom
  const within = (at: number, stage: number, length: number) => {
    const half = stage / (2 * length * scale)
    return half >= 0.5 ? 0.5 : Math.max(half, Math.min(1 - half, at))
  }
  return {
    zoom: look.zoom,
    x: within(look.x, scene.stage.width, scene.picture.width),
    y: within(look.y, scene.stage.height, scene.picture.height),
  }
}
