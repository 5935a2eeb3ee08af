// One component of a JPEG, kept no finer than the question needs: each block of 8 × 8 becomes 1, 2, 4 or 8 squared pixels by an inverse DCT
// of its lowest frequencies only, as libjpeg's scaled decoding does.

export interface DeclaredComponent {
  readonly id: number;
  /** Sampling factors (T.81 §A.1.1). */
  readonly h: number;
  readonly v: number;
  /** Number of its quantization table. */
  readonly table: number;
}

export interface JpegComponent extends DeclaredComponent {
  /** Blocks across and down that carry picture, as scans of this component alone count them (T.81 §A.2.2). */
  readonly blocksAcross: number;
  readonly blocksDown: number;
  /** Blocks across and down with the filling of interleaved scans. */
  readonly storedAcross: number;
  readonly storedDown: number;
  quantization: Uint16Array | undefined;
  /** Predictor of the running scan. */
  predictor: number;
  /** Coefficients in zigzag order, 64 a block; only where scans refine them and more than their mean is wanted. */
  readonly coefficients: Int16Array | undefined;
  /** Mean of each block, undivided: progressive images looked at in 1/8. */
  readonly means: Int16Array | undefined;
  /** Whether anything but the mean of a block is wanted. */
  readonly meansOnly: boolean;
  /** A block of a sequential scan is complete. */
  put(column: number, row: number, block: Int16Array): void;
  /** The picture averaged into `grid`. */
  shrunk(grid: { width: number; height: number }, width: number, height: number): Float32Array;
}

/** More than this many stored coefficients (150 MB) and a progressive image is looked at in 1/8, whatever its size. */
const mostCoefficients = 75_000_000;

export function createJpegPlanes(
  width: number,
  height: number,
  progressive: boolean,
  declared: readonly DeclaredComponent[],
  grid: { width: number; height: number },
): JpegComponent[] {
  const hMost = Math.max(...declared.map(({ h }) => h));
  const vMost = Math.max(...declared.map(({ v }) => v));
  const unitsAcross = Math.ceil(width / (8 * hMost));
  const unitsDown = Math.ceil(height / (8 * vMost));
  const stored = declared.reduce((sum, { h, v }) => sum + unitsAcross * h * unitsDown * v * 64, 0);
  return declared.map((component) => {
    const across = Math.ceil((width * component.h) / hMost);
    const down = Math.ceil((height * component.v) / vMost);
    const need = Math.max(grid.width / (across / 8), grid.height / (down / 8));
    const gray = declared.length < 3;
    const scale = gray || need <= 1 || (progressive && stored > mostCoefficients) ? 1 : need <= 2 ? 2 : need <= 4 ? 4 : 8;
    return createPlane(component, {
      across,
      down,
      storedAcross: unitsAcross * component.h,
      storedDown: unitsDown * component.v,
      scale,
      progressive,
    });
  });
}

interface PlaneShape {
  readonly across: number;
  readonly down: number;
  readonly storedAcross: number;
  readonly storedDown: number;
  readonly scale: 1 | 2 | 4 | 8;
  readonly progressive: boolean;
}

function createPlane(component: DeclaredComponent, shape: PlaneShape): JpegComponent {
  const { storedAcross, storedDown, scale, progressive } = shape;
  const blocks = storedAcross * storedDown;
  const stride = storedAcross * scale;
  const pixels = new Uint8Array(stride * storedDown * scale);
  const transform = createScaledIdct(scale);
  const plane: JpegComponent = {
    ...component,
    blocksAcross: Math.ceil(shape.across / 8),
    blocksDown: Math.ceil(shape.down / 8),
    storedAcross,
    storedDown,
    quantization: undefined,
    predictor: 0,
    coefficients: progressive && scale > 1 ? new Int16Array(blocks * 64) : undefined,
    means: progressive && scale === 1 ? new Int16Array(blocks) : undefined,
    meansOnly: scale === 1,
    put(column, row, block) {
      transform(block, 0, plane.quantization, pixels, row * scale * stride + column * scale, stride);
    },
    shrunk(grid, width, height) {
      if (progressive) finishProgressive();
      return average(pixels, stride, { across: (shape.across * scale) / 8, down: (shape.down * scale) / 8 }, grid, width, height);
    },
  };
  const finishProgressive = (): void => {
    const mean = new Int16Array(64);
    for (let block = 0; block < blocks; block++) {
      const at = Math.floor(block / storedAcross) * scale * stride + (block % storedAcross) * scale;
      if (plane.coefficients) transform(plane.coefficients, block * 64, plane.quantization, pixels, at, stride);
      else {
        mean[0] = plane.means?.[block] ?? 0;
        transform(mean, 0, plane.quantization, pixels, at, stride);
      }
    }
  };
  return plane;
}

/** Natural position (row × 8 + column) of each zigzag index (T.81 figure A.6). */
const zigzag = Uint8Array.of(
  ...[0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28],
  ...[35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63],
);

type Transform = (
  block: Int16Array,
  from: number,
  quantization: Uint16Array | undefined,
  out: Uint8Array,
  at: number,
  stride: number,
) => void;

/** To a byte. */
export const clamp = (value: number): number => Math.max(0, Math.min(255, value));

/** An orthonormal inverse DCT of the lowest n × n frequencies, scaled by n/8 so that means stay means. */
function createScaledIdct(n: 1 | 2 | 4 | 8): Transform {
  const basis = new Float32Array(n * n); // [pixel × n + frequency]
  for (let x = 0; x < n; x++) {
    for (let u = 0; u < n; u++)
      basis[x * n + u] = Math.sqrt((u === 0 ? 1 : 2) / n) * Math.cos(((2 * x + 1) * u * Math.PI) / (2 * n)) * Math.sqrt(n / 8);
  }
  const frequencies = new Float32Array(n * n);
  const rows = new Float32Array(n * n);
  if (n === 1) {
    return (block, from, quantization, out, at) => {
      const value = ((block[from] ?? 0) * (quantization?.[0] ?? 1)) / 8 + 128.5;
      out[at] = clamp(value);
    };
  }
  return (block, from, quantization, out, at, stride) => {
    let flat = true;
    for (let i = 0; i < 64; i++) {
      const natural = zigzag[i] ?? 0;
      if (natural >> 3 >= n || (natural & 7) >= n) continue;
      const value = (block[from + i] ?? 0) * (quantization?.[i] ?? 1);
      if (i > 0 && value !== 0) flat = false;
      frequencies[(natural >> 3) * n + (natural & 7)] = value;
    }
    if (flat) {
      const value = (frequencies[0] ?? 0) / 8 + 128.5;
      for (let y = 0; y < n; y++) out.fill(clamp(value), at + y * stride, at + y * stride + n);
      return;
    }
    for (let v = 0; v < n; v++) {
      for (let x = 0; x < n; x++) {
        let sum = 0;
        for (let u = 0; u < n; u++) sum += (frequencies[v * n + u] ?? 0) * (basis[x * n + u] ?? 0);
        rows[v * n + x] = sum;
      }
    }
    for (let y = 0; y < n; y++) {
      for (let x = 0; x < n; x++) {
        let sum = 128.5;
        for (let v = 0; v < n; v++) sum += (rows[v * n + x] ?? 0) * (basis[y * n + v] ?? 0);
        out[at + y * stride + x] = clamp(sum);
      }
    }
  };
}

/** Each cell of the grid: the mean of the plane's pixels whose centres fall into it, or the nearest one where the plane is coarser. */
function average(
  pixels: Uint8Array,
  stride: number,
  plane: { across: number; down: number },
  grid: { width: number; height: number },
  width: number,
  height: number,
): Float32Array {
  const cells = new Float32Array(grid.width * grid.height);
  const perColumn = (plane.across / width) * (width / grid.width);
  const perRow = (plane.down / height) * (height / grid.height);
  for (let row = 0; row < grid.height; row++) {
    const top = Math.floor(row * perRow);
    const bottom = Math.max(top + 1, Math.floor((row + 1) * perRow));
    for (let column = 0; column < grid.width; column++) {
      const left = Math.floor(column * perColumn);
      const right = Math.max(left + 1, Math.floor((column + 1) * perColumn));
      let sum = 0;
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += pixels[y * stride + x] ?? 0;
      cells[row * grid.width + column] = sum / ((bottom - top) * (right - left));
    }
  }
  return cells;
}
