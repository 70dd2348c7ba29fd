#!/usr/bin/env python3
"""Paints tween's two bundled sample frames: a black kitten looking at the sky.

Everything in the pictures is computed here: no photographs, no brushes, no
textures, no downloaded art or models.  The sky is noise and heaps of soft
spheres; the kitten is a signed distance field with about 150 000 combed hairs.

One tall scene is painted (1280 x 1188, at twice that size) and cut into two 16:9 frames which share a 252-pixel band, so that a
camera may travel from the first frame up into the last one without a seam.

    python3 draw.py [outdir]        needs numpy, scipy, numba, pillow; 40 s

CACHE=dir keeps the painted layers between runs while one is tuning.
"""
import os, sys
import numpy as np
from numba import njit
from PIL import Image
from scipy.ndimage import gaussian_filter, map_coordinates, zoom

W, H = 1280, 1188            # the scene, in final pixels
FW, FH = 1280, 720           # one frame
S = 2                        # supersampling
SUN = (968.0, 938.0)         # where the sun has just gone under
HORIZON = 985.0

# ------------------------------------------------------------------ helpers


def smooth(a, b, x):
    t = np.clip((x - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)


def lerp(a, b, t):
    return a + (b - a) * t


def ramp(x, stops):
    """Colour ramp; stops = [(position, (r, g, b) in 0..255), ...]"""
    xs = [s[0] for s in stops]
    return np.stack([np.interp(x, xs, [s[1][k] / 255 for s in stops])
                     for k in range(3)], -1).astype(np.float32)


def value_noise(shape, cell, rng, aspect=1.0):
    """Smooth noise in -1..1; cell = size of a lattice cell in pixels."""
    h, w = shape
    gh, gw = int(h / cell) + 5, int(w / (cell * aspect)) + 5
    g = rng.standard_normal((gh, gw)).astype(np.float32)
    y = np.arange(h, dtype=np.float32)[:, None] / cell + 1.5
    x = np.arange(w, dtype=np.float32)[None, :] / (cell * aspect) + 1.5
    yy, xx = np.broadcast_arrays(y, x)
    return map_coordinates(g, [yy, xx], order=3, mode='nearest')


def fbm(shape, cell, rng, octaves=5, gain=0.5, aspect=1.0):
    out = np.zeros(shape, np.float32)
    amp, tot = 1.0, 0.0
    for _ in range(octaves):
        if cell < 1.5:
            break
        out += amp * value_noise(shape, cell, rng, aspect)
        tot += amp * amp
        amp *= gain
        cell *= 0.5
    return out / np.sqrt(tot)


def over(dst, rgb, a):
    """Lay colour rgb with coverage a over dst (in place)."""
    dst += (rgb - dst) * a[..., None]


def lay(dst, buf):
    """Lay a premultiplied RGBA buffer over dst (in place)."""
    dst *= 1 - buf[..., 3:4]
    dst += buf[..., :3]


def screen(dst, light):
    dst[...] = 1 - (1 - np.clip(dst, 0, 1)) * (1 - np.clip(light, 0, 1))


@njit(cache=True, fastmath=True)
def strokes(buf, q):
    """Tapered quadratic brush strokes into a premultiplied RGBA buffer.
    q: x0 y0 x1 y1 x2 y2 | w0 w1 | rgb root | rgb tip | alpha"""
    hh, ww = buf.shape[0], buf.shape[1]
    for i in range(q.shape[0]):
        x0, y0, x1, y1, x2, y2, w0, w1 = q[i, 0], q[i, 1], q[i, 2], q[i, 3], q[i, 4], q[i, 5], q[i, 6], q[i, 7]
        ln = np.hypot(x1 - x0, y1 - y0) + np.hypot(x2 - x1, y2 - y1)
        wm = max(w0, w1)
        n = int(ln / max(0.7, 0.3 * wm)) + 2
        al = 1 - (1 - q[i, 14]) ** 0.5
        for k in range(n + 1):
            t = k / n
            a, b, c = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
            x = a * x0 + b * x1 + c * x2
            y = a * y0 + b * y1 + c * y2
            r = 0.5 * (w0 + (w1 - w0) * t)
            cr = q[i, 8] + (q[i, 11] - q[i, 8]) * t
            cg = q[i, 9] + (q[i, 12] - q[i, 9]) * t
            cb = q[i, 10] + (q[i, 13] - q[i, 10]) * t
            e = r + 0.5
            for yy in range(max(0, int(y - e)), min(hh - 1, int(y + e) + 1) + 1):
                for xx in range(max(0, int(x - e)), min(ww - 1, int(x + e) + 1) + 1):
                    d = e - np.hypot(xx - x, yy - y)
                    if d <= 0:
                        continue
                    v = min(d, 1.0, 2 * r + 0.15) * al
                    buf[yy, xx, 0] += (cr - buf[yy, xx, 0]) * v
                    buf[yy, xx, 1] += (cg - buf[yy, xx, 1]) * v
                    buf[yy, xx, 2] += (cb - buf[yy, xx, 2]) * v
                    buf[yy, xx, 3] += (1 - buf[yy, xx, 3]) * v


def new_layer():
    return np.zeros((H * S, W * S, 4), np.float32)


# ---------------------------------------------------------------------- sky

SKY = [(0, (22, 29, 76)), (170, (38, 49, 112)), (360, (74, 82, 158)),
       (520, (122, 112, 182)), (660, (184, 136, 184)), (780, (232, 158, 160)),
       (880, (252, 188, 140)), (960, (255, 220, 158)), (1188, (255, 226, 170))]


@njit(cache=True, fastmath=True)
def cloud_field(hf, wx, wy, puffs, k):
    """Height field of a heap of spherical puffs (smooth maximum)."""
    h, w = hf.shape
    for i in range(puffs.shape[0]):
        cx, cy, r, zz = puffs[i]
        m = r * 1.5 + 20
        for y in range(max(0, int(cy - m)), min(h, int(cy + m))):
            for x in range(max(0, int(cx - m)), min(w, int(cx + m))):
                dx = x + wx[y, x] - cx
                dy = (y + wy[y, x] - cy) * 1.08
                d2 = r * r - dx * dx - dy * dy
                if d2 <= 0:
                    continue
                v = np.sqrt(d2) + zz
                o = hf[y, x]
                e = max(k - abs(o - v), 0.0) / k
                hf[y, x] = max(o, v) + e * e * k * 0.25


def cumulus(rng, cx, base, width, height, n, lean=0.0):
    """Puffs of one cumulus heap: big ones inside, small ones on the rim."""
    out = []
    for i in range(n):
        u = rng.uniform(-1, 1)
        top = height * (1 - abs(u) ** 2.4) * rng.uniform(0.85, 1.0)
        v = rng.uniform(0, 1) ** 0.9
        r = (0.10 + 0.16 * (1 - abs(u)) * (1 - 0.40 * v)) * width * 0.5 * rng.uniform(0.7, 1.2)
        x = cx + u * width * 0.5 + lean * top * v
        y = base - top * v - r * 0.2
        out.append((x, y, r, rng.uniform(-0.15, 0.25) * r))
        for _ in range(5):           # cauliflower
            a = rng.uniform(-np.pi, 0.15 * np.pi)
            rr = r * rng.uniform(0.22, 0.5)
            out.append((x + np.cos(a) * r * 0.9, y + np.sin(a) * r * 0.85, rr,
                        rng.uniform(0.0, 0.5) * r))
    return np.array(out, np.float32)


def paint_cloud(img, rng, puffs, base, lit, mid, dark, L, soft=1.0, alpha=1.0, haze=0.0):
    """Shade a heap of puffs and lay it over the (1x) sky."""
    h, w = img.shape[:2]
    big = fbm((h, w), 46, rng, 5, 0.55)
    bg2 = fbm((h, w), 46, rng, 5, 0.55)
    hf = np.zeros((h, w), np.float32)
    cloud_field(hf, big * 7 * soft, bg2 * 7 * soft, puffs, 14.0)
    y = np.arange(h, dtype=np.float32)[:, None]
    # flat, frayed underside
    fray = smooth(base + 26, base - 34, y + big * 16)
    hf *= fray
    a = smooth(3, 30 * soft, hf + 4 * bg2 * (hf > 0))
    a = gaussian_filter(a, 1.0 * soft)
    sh = np.zeros_like(hf)
    for sg, wt in ((2.0, 0.35), (5.0, 0.4), (14.0, 0.45)):
        g = gaussian_filter(hf, sg)
        gy, gx = np.gradient(g)
        nz = 1.0 / np.sqrt(gx * gx + gy * gy + 1)
        sh += wt * ((-gx * L[0] - gy * L[1]) * nz + L[2] * nz)
    # light that has to travel through the heap is lost
    thick = gaussian_filter(hf, 6)
    occ = np.zeros_like(hf)
    for s in (10, 22, 38, 60, 90):
        occ += np.maximum(map_coordinates(thick, np.stack(np.broadcast_arrays(
            np.arange(h, dtype=np.float32)[:, None] + L[1] * s,
            np.arange(w, dtype=np.float32)[None, :] + L[0] * s)), order=1, mode='nearest') - thick, 0)
    t = sh * 0.66 + 0.10 - occ * 0.0023 + big * 0.05
    t = np.clip(t, 0, 1)
    c = ramp(t, [(0.0, dark), (0.32, lerp(np.array(dark), np.array(mid), 0.55)), (0.55, mid), (0.78, lit),
                 (1.0, tuple(np.minimum(255, np.array(lit) * 1.04 + 6)))])
    # thin rims glow
    rim = a * (1 - smooth(10, 60, hf))
    c += (np.array(lit) / 255 - c) * (0.35 * rim)[..., None]
    if haze:
        c += (img - c) * haze
    # the underside dissolves
    a = a * lerp(0.35, 1.0, smooth(base + 10, base - 70, np.broadcast_to(y, a.shape)))
    over(img, c, a * alpha)


def paint_sky(rng):
    h, w = H, W
    y = np.arange(h, dtype=np.float32)[:, None] + np.zeros((1, w), np.float32)
    x = np.arange(w, dtype=np.float32)[None, :] + np.zeros((h, 1), np.float32)
    wob = fbm((h, w), 300, rng, 3) * 26
    tilt = (x - w / 2) * -0.045                     # the sun side is warmer
    img = ramp(y + wob - tilt, SKY)
    d = np.hypot((x - SUN[0]) / 1.35, y - SUN[1])
    screen(img, (0.62 * np.exp(-(d / 130) ** 1.3))[..., None] * np.array([1.0, .80, .46]))
    screen(img, (0.34 * np.exp(-(d / 360) ** 1.5))[..., None] * np.array([1.0, .58, .40]))

    # high cirrus, combed by the wind
    n1 = fbm((h, w), 70, rng, 5, 0.55, aspect=5.0)
    n2 = fbm((h, w), 220, rng, 3, 0.5, aspect=2.0)
    rot = map_coordinates(n1, [np.clip(y + (x - 640) * 0.20, 0, h - 1), x], order=1, mode='reflect')
    ci = smooth(0.1, 2.1, rot + 0.9 * n2) * smooth(30, 260, y) * smooth(900, 620, y)
    over(img, ramp(y, [(0, (120, 120, 190)), (300, (190, 150, 196)), (520, (244, 176, 178)),
                       (760, (255, 214, 170)), (1188, (255, 230, 190))]), ci * 0.62)

    # far bank over the horizon
    Ls = np.array([0.80, -0.18, 0.55]); Ls = Ls / np.linalg.norm(Ls)
    for cx, b, wd, hg, n in ((150, 905, 420, 90, 26), (1235, 880, 380, 110, 26), (640, 925, 300, 46, 20)):
        paint_cloud(img, rng, cumulus(rng, cx, b, wd, hg, n), b, (255, 214, 158), (242, 168, 150),
                    (196, 132, 162), Ls if cx < SUN[0] else Ls * np.array([-1, 1, 1]), 0.7, 0.8, 0.30)
    # small heaps in the middle
    for cx, b, wd, hg, n in ((1010, 690, 230, 60, 20), (690, 560, 150, 40, 16), (60, 700, 240, 80, 22)):
        paint_cloud(img, rng, cumulus(rng, cx, b, wd, hg, n), b, (255, 206, 170), (232, 160, 172),
                    (150, 116, 176), Ls, 0.8, 0.85, 0.12)
    # the great one
    a = cumulus(rng, 950, 486, 660, 130, 80, -0.1)
    b = cumulus(rng, 1035, 450, 400, 235, 70, -0.05)
    c = cumulus(rng, 850, 455, 290, 130, 40, -0.05)
    paint_cloud(img, rng, np.concatenate([a, b, c]), 486, (255, 214, 182), (226, 158, 180),
                (104, 96, 168), Ls, 1.0, 0.97, 0.03)
    paint_cloud(img, rng, cumulus(rng, 190, 402, 430, 62, 40), 402, (250, 190, 186), (190, 142, 190),
                (92, 90, 164), Ls, 1.0, 0.8, 0.12)
    return img


def paint_stars(img, rng):
    """Stars and a young moon, into the (2x) sky."""
    h, w = img.shape[:2]
    light = np.zeros((h, w), np.float32)
    for _ in range(170):
        x, y = rng.uniform(0, w), (rng.uniform(0, 1) ** 1.5) * 400 * S
        dark = 1 - smooth(0.22, 0.50, img[int(y), int(x)].mean())
        mag = rng.uniform(0, 1) ** 5
        star(light, x, y, (0.25 + 0.75 * mag) * dark, 1.0 + 1.3 * mag)
    screen(img, light[..., None] * np.array([1.0, .97, .92]))
    # moon
    mx, my, r = 268 * S, 150 * S, 27 * S
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    sub = np.s_[max(0, my - 9 * r):my + 9 * r, max(0, mx - 9 * r):mx + 9 * r]
    X, Y = xx[sub] - mx, yy[sub] - my
    d = np.hypot(X, Y)
    ang = np.deg2rad(28)
    ox, oy = -np.cos(ang) * r * 0.46, -np.sin(ang) * r * 0.46
    d2 = np.hypot(X - ox, Y - oy)
    disc = smooth(r + 1.2, r - 1.2, d)
    cres = disc * smooth(r * 0.93 - 3, r * 0.93 + 5, d2)
    halo = 0.30 * np.exp(-(d / (2.0 * r)) ** 1.2)
    v = img[sub]
    screen(v, halo[..., None] * np.array([1, .86, .74]))
    screen(v, (disc * 0.045)[..., None] * np.array([.8, .85, 1]))
    over(v, np.array([1.0, .955, .86], np.float32), cres * 0.97)


@njit(cache=True)
def star(light, x, y, a, r):
    h, w = light.shape
    for j in range(max(0, int(y - 9)), min(h, int(y + 10))):
        for i in range(max(0, int(x - 9)), min(w, int(x + 10))):
            d2 = (i - x) ** 2 + (j - y) ** 2
            light[j, i] += a * np.exp(-d2 / (2 * r * r)) + 0.12 * a * np.exp(-d2 / 40.0)


# ------------------------------------------------------------------- meadow


def paint_hills(img, rng):
    """Hazy ridges, far to near, into the 1x scene."""
    h, w = img.shape[:2]
    y = np.arange(h, dtype=np.float32)[:, None]
    x = np.arange(w, dtype=np.float32)[None, :]
    sunx = np.exp(-((x - SUN[0]) / 330) ** 2)
    for k, (b, amp, cell, col) in enumerate((
            (952, 17, 260, (214, 150, 166)), (972, 14, 190, (176, 124, 152)),
            (992, 13, 240, (126, 104, 128)), (1012, 10, 150, (84, 88, 96)))):
        prof = b - amp * fbm((1, w), cell, rng, 2 + k, 0.42)
        if k >= 2:                                   # tree line
            prof -= np.abs(fbm((1, w), 12, rng, 3, 0.6)) * (2.2 + k)
        a = smooth(prof - 0.9, prof + 0.9, y + 0 * x)
        c = np.array(col, np.float32) / 255 + np.zeros((h, w, 3), np.float32)
        c += (np.array([1.0, .80, .56]) - c) * (sunx * (0.62 - 0.10 * k))[..., None]
        mist = smooth(0, 46, y - prof)               # mist pools in the valleys
        c += (np.array([.96, .74, .62]) - c) * (mist * (0.42 - 0.06 * k))[..., None]
        over(img, c.astype(np.float32), a)


def crest(x):
    """Line of the near meadow (final px)."""
    return 1062 + 22 * ((x - 470) / 640) ** 2 - 12 * np.exp(-((x - 450) / 260) ** 2)


def grass(rng, n, ylo, yhi, hlo, hhi, wid, base, tip, sun_tip, lean=0.25, xlo=-30, xhi=W + 30, on_crest=True, alpha=0.95, low=None):
    x = rng.uniform(xlo, xhi, n)
    u = rng.uniform(0, 1, n)
    y = lerp(ylo, yhi, u)
    if on_crest:
        y = y + crest(x) - 1062
    o = np.argsort(y)
    x, y, u = x[o], y[o], u[o]
    ln = rng.uniform(hlo, hhi, n) * (0.75 + 0.5 * rng.uniform(0, 1, n) ** 3)
    if low:
        ln *= 1 - low[2] * np.exp(-((x - low[0]) / low[1]) ** 4)
    clump = np.sin(x * 0.021 + 1.3) * 0.5 + np.sin(x * 0.057) * 0.3
    bend = rng.normal(0, lean, n) + 0.16 + 0.12 * clump
    q = np.zeros((n, 15), np.float32)
    q[:, 0], q[:, 1] = x, y
    q[:, 2], q[:, 3] = x + bend * ln * 0.25, y - ln * 0.6
    q[:, 4], q[:, 5] = x + bend * ln * 1.15, y - ln * (1 - 0.25 * np.abs(bend))
    q[:, 6], q[:, 7] = wid * rng.uniform(0.7, 1.35, n), 0.35
    sun = np.exp(-((x - SUN[0]) / 420) ** 2) * rng.uniform(0.4, 1.0, n)
    j = rng.uniform(0.8, 1.2, (n, 1))
    q[:, 8:11] = np.array(base) / 255 * j
    t = np.array(tip) / 255 * j
    q[:, 11:14] = t + (np.array(sun_tip) / 255 - t) * sun[:, None]
    q[:, 14] = alpha
    q[:, :8] *= S
    return q


def flower(rng, x, y, r, kind):
    """A small meadow flower on its stalk, seen from the side."""
    pet, core = (((.98, .93, .90), (.98, .74, .30)), ((.96, .52, .46), (.40, .12, .16)),
                 ((.74, .62, .94), (.98, .84, .46)))[kind]
    sun = np.exp(-((x - SUN[0]) / 420) ** 2)
    dim = 0.66 + 0.34 * sun
    out = [[x, y, x + rng.normal(0, 2), y + r * 3, x + rng.normal(0, 4), y + r * 7, .3 * r, .35 * r, .22, .28, .16, .06, .12, .10, .9]]
    n = 8 if kind == 0 else 6
    a0 = rng.uniform(0, 6.28)
    for k in np.argsort(np.sin(a0 + np.arange(n) * 2 * np.pi / n)):
        a = a0 + k * 2 * np.pi / n
        ex, ey = x + np.cos(a) * r, y + np.sin(a) * r * .50
        f = dim * rng.uniform(.84, 1.08)
        c = np.array(pet) * f
        out.append([x, y, (x + ex) / 2, (y + ey) / 2 - r * .22, ex, ey, .28 * r, .50 * r, *(c * .72), *c, .92])
    out.append([x, y - r * .1, x, y - r * .12, x, y - r * .15, .62 * r, .5 * r, *(np.array(core) * dim * .8), *(np.array(core) * dim), 1])
    q = np.array(out, np.float32)
    q[:, :8] *= S
    return q


def dandelion(rng, cx, cy, r, stem_to, warm=1.0):
    """A dandelion clock against the light."""
    out = []
    sx, sy = stem_to
    out.append([cx, cy, cx + (sx - cx) * 0.2 - 6, lerp(cy, sy, 0.5), sx, sy, 2.0, 2.6, .42, .42, .22, .10, .16, .10, 1])
    for _ in range(int(150 + r * 3)):
        z = rng.uniform(-1, 1); a = rng.uniform(0, 2 * np.pi)
        q = np.sqrt(1 - z * z)
        dx, dy = np.cos(a) * q, np.sin(a) * q
        f = rng.uniform(0.80, 1.0)
        ex, ey = cx + dx * r * f * 0.72, cy + dy * r * f * 0.72
        lit = 0.55 + 0.45 * (dx * 0.7 - dy * 0.3)
        c = np.array([1.0, .90, .74]) * (0.72 + 0.28 * lit)
        out.append([cx, cy, (cx + ex) / 2, (cy + ey) / 2, ex, ey, .5, .4, .55, .42, .30, *c, .35])
        for _ in range(7):
            b = rng.normal(0, 0.55)
            ca, sa = np.cos(b), np.sin(b)
            hx, hy = dx * ca - dy * sa, dx * sa + dy * ca
            m = r * 0.30 * rng.uniform(.7, 1.1)
            out.append([ex, ey, ex + hx * m * .5, ey + hy * m * .5, ex + hx * m, ey + hy * m, .5, .25, *(c * .95), *c, .34])
    for _ in range(60):
        a = rng.uniform(0, 6.28); m = rng.uniform(0, r * 0.13)
        out.append([cx, cy, cx, cy, cx + np.cos(a) * m, cy + np.sin(a) * m, 1.6, 1.0, .32, .22, .14, .5, .36, .2, .8])
    q = np.array(out, np.float32)
    q[:, :8] *= S
    return q


def seed(rng, x, y, size, ang):
    """One flying seed: achene, beak, and its parachute."""
    out = []
    ux, uy = np.sin(ang), -np.cos(ang)               # up along the beak
    px, py = -uy, ux
    tx, ty = x + ux * size, y + uy * size
    c = lerp(np.array([1.0, .96, .90]), np.array([.78, .46, .36]), smooth(780, 850, y))
    out.append([x, y, x + px * size * .06, y + py * size * .06, tx, ty, 1.1, .7, *(c * .80), *c, .9])
    out.append([x - ux * size * .22, y - uy * size * .22, x, y, x, y, .7, 2.0, .42, .26, .20, .50, .32, .22, .95])
    for k in range(30):
        a = (k / 29 - .5) * 2.7 + rng.normal(0, .05)
        m = size * .62 * rng.uniform(.85, 1.08)
        hx, hy = np.cos(a) * ux + np.sin(a) * px, np.cos(a) * uy * 1 + np.sin(a) * py
        # flattened umbrella
        ex, ey = tx + hx * m - ux * m * .10, ty + hy * m - uy * m * .10
        out.append([tx, ty, tx + hx * m * .5 - ux * m * .10, ty + hy * m * .5 - uy * m * .10, ex, ey, .8, .45, *(c * .9), *c, .72])
        for _ in range(2):
            out.append([ex, ey, ex, ey, ex + rng.normal(0, size * .05), ey + rng.normal(0, size * .05), .5, .3, *c, *c, .35])
    q = np.array(out, np.float32)
    q[:, :8] *= S
    return q


# ------------------------------------------------------------------- kitten
# A solid of soft blobs (a signed distance field), covered by ~10^5 hairs.

BODY_YAW = np.deg2rad(34)
HEAD_YAW, HEAD_PITCH, HEAD_ROLL = np.deg2rad(23), np.deg2rad(17), np.deg2rad(5)
KX, KY, KS = 452.0, 1112.0, 42.0      # feet centre (final px) and px per unit
HEAD_AT = np.array([0.0, 7.75, 1.35])  # in body space


def rot_y(a):
    c, s = np.cos(a), np.sin(a)
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def rot_x(a):
    c, s = np.cos(a), np.sin(a)
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def rot_z(a):
    c, s = np.cos(a), np.sin(a)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


RB = rot_y(BODY_YAW)                              # body -> world
RH = rot_y(HEAD_YAW) @ rot_x(-HEAD_PITCH) @ rot_z(HEAD_ROLL)
HC = RB @ HEAD_AT
EYE_R = 0.86
EYES = np.array([[-1.03, 0.16, 1.30], [1.03, 0.16, 1.30]])
GAZE = np.array([0.47, 0.46, 0.75]); GAZE = GAZE / np.linalg.norm(GAZE)

# round cones: x0 y0 z0 r0 x1 y1 z1 r1 group   (body space)
_b = []
for s in (-1, 1):
    _b += [(s * 0.95, 4.3, 1.15, .95, s * .92, 2.2, 1.85, .66, 1),
           (s * 0.92, 2.2, 1.85, .66, s * .90, .65, 2.05, .56, 1),
           (s * 0.90, .46, 2.1, .52, s * .93, .42, 2.75, .56, 1),      # front paw
           (s * 1.75, 2.3, -1.3, 1.55, s * 2.05, 1.5, .35, 1.15, 0),   # thigh
           (s * 2.1, .5, .1, .55, s * 2.1, .46, 1.75, .56, 1)]         # hind foot
_b += [(0, 2.2, -1.9, 2.25, 0, 4.4, -.35, 1.95, 0),
       (0, 4.4, -.35, 1.95, 0, 5.9, .75, 1.5, 0),
       (0, 4.4, .75, 1.55, 0, 6.4, .95, 1.45, 0),                       # chest, neck
       (0, 6.4, .95, 1.45, 0, 7.2, 1.1, 1.4, 0)]
CONES = np.array(_b, np.float64)
# tail: out to the (viewer's) left, tip curling up; world space chain
_t = []
for k in range(15):
    u = k / 14
    _t.append((-1.6 - 4.4 * np.sin(u * 1.75) + 1.0 * u ** 3, 0.75 + 0.25 * np.sin(u * 5) + 3.7 * u ** 2.6,
               -1.6 + 1.9 * np.sin(u * 2.4), lerp(.78, .50, u) if k < 13 else .42))
TAIL = np.array(_t)


@njit(cache=True, fastmath=True)
def smin(a, b, k):
    h = max(k - abs(a - b), 0.0) / k
    return min(a, b) - h * h * k * 0.25


@njit(cache=True, fastmath=True)
def cone(px, py, pz, ax, ay, az, ra, bx, by, bz, rb):
    dx, dy, dz = bx - ax, by - ay, bz - az
    ex, ey, ez = px - ax, py - ay, pz - az
    t = (dx * ex + dy * ey + dz * ez) / (dx * dx + dy * dy + dz * dz)
    t = min(1.0, max(0.0, t))
    ex -= dx * t; ey -= dy * t; ez -= dz * t
    return np.sqrt(ex * ex + ey * ey + ez * ez) - (ra + (rb - ra) * t)


@njit(cache=True, fastmath=True)
def ell(x, y, z, rx, ry, rz):
    a = np.sqrt((x / rx) ** 2 + (y / ry) ** 2 + (z / rz) ** 2)
    b = np.sqrt((x / rx ** 2) ** 2 + (y / ry ** 2) ** 2 + (z / rz ** 2) ** 2)
    return a * (a - 1.0) / max(b, 1e-6)


@njit(cache=True, fastmath=True)
def ear_uvw(x, y, z, s):
    """Head space -> ear space: across, along, forward."""
    x *= s
    x -= 1.30; y -= 1.02; z += 0.10
    # axis leans outward, the cup opens forward and a little outward
    ax, ay, az = 0.25, 0.960, -0.12
    fx, fy, fz = 0.36, 0.0, 0.933
    d = ax * fx + ay * fy + az * fz
    fx -= d * ax; fy -= d * ay; fz -= d * az
    m = np.sqrt(fx * fx + fy * fy + fz * fz)
    fx /= m; fy /= m; fz /= m
    ux, uy, uz = ay * fz - az * fy, az * fx - ax * fz, ax * fy - ay * fx
    return x * ux + y * uy + z * uz, x * ax + y * ay + z * az, x * fx + y * fy + z * fz


@njit(cache=True, fastmath=True)
def ear_sd(x, y, z, s):
    u, v, w = ear_uvw(x, y, z, s)
    L = 2.45
    t = min(1.0, max(0.0, v / L))
    hw = 1.14 * (1 - t) ** 0.86 * (1 + 0.42 * t) + 0.03
    w0 = -0.42 + 0.62 * (u / 1.1) ** 2 * (1 - 0.3 * t) + 0.20 * t
    a = abs(u) - hw
    b = abs(w - w0) - (0.16 - 0.09 * t)
    c = max(v - L, -0.6 - v)
    d = max(max(a, b), c)
    if d > 0:
        d = np.sqrt(max(a, 0) ** 2 + max(b, 0) ** 2 + max(c, 0) ** 2)
    return d * 0.8 - 0.05


@njit(cache=True, fastmath=True)
def head_sd(x, y, z):
    """Head space (z forward)."""
    ax = abs(x)
    d = ell(x, y - .12, z + .12, 2.30, 1.98, 2.08)
    d = smin(d, ell(ax - 1.16, y + .62, z - .55, 1.10, .86, 1.05), .5)       # cheeks
    d = smin(d, ell(x, y + .80, z - 1.62, .80, .52, .74), .42)               # muzzle
    d = smin(d, ell(ax - .36, y + .90, z - 2.06, .44, .36, .40), .20)        # whisker pads
    d = smin(d, ell(x, y + 1.28, z - 1.74, .36, .26, .36), .22)              # chin
    d = smin(d, cone(x, y, z, 0., .60, 1.62, .46, 0., -.50, 2.20, .26), .36)  # bridge
    d = smin(d, ell(x, y + .60, z - 2.32, .28, .18, .17), .10)               # nose
    # sockets, then the eyeballs in them
    sx, sy, sz = ax - 1.03, y - .16, z - 1.30
    e = np.sqrt(sx * sx + sy * sy + sz * sz)
    d = -smin(-d, e - 0.80, 0.25)
    d = min(d, e - 0.86)
    return d


@njit(cache=True, fastmath=True)
def sdf(p, cones, tail, RBm, RHm, hc):
    x, y, z = p[0], p[1], p[2]
    bx = RBm[0, 0] * x + RBm[1, 0] * y + RBm[2, 0] * z
    by = RBm[0, 1] * x + RBm[1, 1] * y + RBm[2, 1] * z
    bz = RBm[0, 2] * x + RBm[1, 2] * y + RBm[2, 2] * z
    d = 1e3
    dl = 1e3
    for i in range(cones.shape[0]):
        c = cones[i]
        v = cone(bx, by, bz, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7])
        if c[8] == 0:
            d = smin(d, v, 0.9)
        else:
            dl = smin(dl, v, 0.25)
    d = smin(d, dl, 0.4)
    dt = 1e3
    for i in range(tail.shape[0] - 1):
        a = tail[i]; b = tail[i + 1]
        dt = min(dt, cone(x, y, z, a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3]))
    d = smin(d, dt, 0.25)
    qx, qy, qz = x - hc[0], y - hc[1], z - hc[2]
    hx = RHm[0, 0] * qx + RHm[1, 0] * qy + RHm[2, 0] * qz
    hy = RHm[0, 1] * qx + RHm[1, 1] * qy + RHm[2, 1] * qz
    hz = RHm[0, 2] * qx + RHm[1, 2] * qy + RHm[2, 2] * qz
    dh = head_sd(hx, hy, hz)
    de = min(ear_sd(hx, hy, hz, 1.0), ear_sd(hx, hy, hz, -1.0))
    dh = smin(dh, de, 0.28)
    return smin(d, dh, 0.45)


@njit(cache=True, fastmath=True)
def normal(p, cones, tail, RBm, RHm, hc):
    n = np.zeros(3)
    q = p.copy()
    for k in range(3):
        q[k] = p[k] + 0.01
        a = sdf(q, cones, tail, RBm, RHm, hc)
        q[k] = p[k] - 0.01
        n[k] = a - sdf(q, cones, tail, RBm, RHm, hc)
        q[k] = p[k]
    return n / (np.sqrt((n * n).sum()) + 1e-9)


@njit(cache=True, fastmath=True)
def march(zb, x0, y0, px, cones, tail, RBm, RHm, hc):
    """Depth buffer (z of the surface towards the viewer, -99 = nothing)."""
    h, w = zb.shape
    p = np.zeros(3)
    for j in range(h):
        for i in range(w):
            p[0] = x0 + i * px
            p[1] = y0 - j * px
            z = 5.5
            zb[j, i] = -99.0
            for _ in range(60):
                p[2] = z
                d = sdf(p, cones, tail, RBm, RHm, hc)
                if d < 0.008:
                    zb[j, i] = z
                    break
                z -= max(d, 0.01)
                if z < -6.5:
                    break


@njit(cache=True, fastmath=True)
def grow(n, seedv, zb, zx0, zy0, zpx, L, cones, tail, RBm, RHm, hc):
    """Hair roots on the visible surface.
    out: position 3, normal 3, ambient occlusion, sunlight"""
    np.random.seed(seedv)
    out = np.zeros((n, 8))
    m = 0
    h, w = zb.shape
    p = np.zeros(3); q = np.zeros(3)
    tries = 0
    while m < n and tries < n * 40:
        tries += 1
        p[0] = zx0 + np.random.random() * w * zpx
        p[1] = zy0 - np.random.random() * h * zpx
        p[2] = -5.5 + 10.5 * np.random.random()
        d = sdf(p, cones, tail, RBm, RHm, hc)
        if abs(d) > 0.55:
            continue
        nn = normal(p, cones, tail, RBm, RHm, hc)
        for _ in range(3):
            for k in range(3):
                p[k] -= nn[k] * d * 0.95
            d = sdf(p, cones, tail, RBm, RHm, hc)
            nn = normal(p, cones, tail, RBm, RHm, hc)
        if abs(d) > 0.03 or nn[2] < -0.45:
            continue
        j = int((zy0 - p[1]) / zpx); i = int((p[0] - zx0) / zpx)
        if j < 0 or i < 0 or j >= h or i >= w:
            continue
        if zb[j, i] > p[2] + 0.35:
            continue
        ao = 0.0
        for s in range(1, 5):
            t = 0.22 * s
            for k in range(3):
                q[k] = p[k] + nn[k] * t
            ao += max(0.0, t - sdf(q, cones, tail, RBm, RHm, hc)) / t
        sun = 1.0
        t = 0.25
        for _ in range(22):
            for k in range(3):
                q[k] = p[k] + nn[k] * 0.12 + L[k] * t
            d = sdf(q, cones, tail, RBm, RHm, hc)
            sun = min(sun, 3.0 * d / t + 0.15)
            if sun < 0.02:
                break
            t += max(0.12, d)
            if t > 9:
                break
        out[m, 0:3] = p
        out[m, 3:6] = nn
        out[m, 6] = max(0.0, 1 - ao / 4 * 1.05)
        out[m, 7] = max(0.0, min(1.0, sun))
        m += 1
    return out[:m]


def norm(v):
    return v / (np.linalg.norm(v, axis=-1, keepdims=True) + 1e-9)


def tone(c):
    """Linear light -> display."""
    c = np.maximum(c, 0)
    c = c * (1 + c * 0.25) / (1 + c)
    return np.clip(c, 0, 1) ** (1 / 2.2)


SUN_DIR = norm(np.array([0.74, 0.26, -0.52]))
SUN_COL = np.array([1.0, .50, .22])


def light_fur(n, T, ao, sun, alb, rng):
    """A simple hair shader: sky fill, sheen along the hair, rim of sun."""
    v = np.array([0, 0, 1.0])
    up = n[:, 1]
    sky = np.clip(0.5 + 0.5 * up, 0, 1)[:, None] * np.array([.50, .50, .88]) * 1.0
    warm = np.clip(0.45 + 0.8 * n[:, 0] - 0.1 * n[:, 2], 0, 1)[:, None] * np.array([1.0, .60, .48]) * 0.55
    front = np.clip(n[:, 2], 0, 1)[:, None] * np.array([.34, .30, .46]) * 0.55
    grassb = np.clip(-up, 0, 1)[:, None] * np.array([.30, .28, .14]) * 0.6
    amb = (sky + warm + front + grassb) * (0.15 + 0.85 * ao[:, None] ** 1.4)
    c = alb * amb

    def sheen(l, p):
        th = np.clip((T * norm(l + v)).sum(-1), -1, 1)
        return np.sqrt(1 - th * th) ** p
    ls = norm(np.array([-0.15, 0.9, 0.45]))
    lw = norm(np.array([0.9, 0.35, 0.25]))
    c = c + (sheen(ls, 26) * np.clip(0.15 + n @ ls, 0, 1) * ao ** 1.5)[:, None] * np.array([.42, .46, .88]) * 0.026
    c = c + (sheen(lw, 20) * np.clip(0.1 + n @ lw, 0, 1) * ao ** 1.5 * (0.3 + 0.7 * sun))[:, None] * np.array([1.0, .48, .36]) * 0.019
    # rim: the sun behind, through the outermost hair
    fres = np.clip(1 - np.abs(n[:, 2]), 0, 1)
    side = np.clip(n @ SUN_DIR * 0.9 + 0.25, 0, 1)
    rim = fres ** 3.2 * side * sun
    c = c + rim[:, None] * SUN_COL * 0.9 + (fres ** 9 * side * sun)[:, None] * np.array([1.0, .74, .42]) * 3.2
    # faint cool rim on the other side
    cool = fres ** 4 * np.clip(-n[:, 0] * 0.7 + 0.35 * n[:, 1], 0, 1) * ao
    c = c + cool[:, None] * np.array([.46, .34, .66]) * 0.26
    return c


def to_screen(p):
    return np.stack([(KX + p[..., 0] * KS) * S, (KY - p[..., 1] * KS) * S], -1)


def paint_kitten(rng):
    buf = new_layer()
    args = (CONES, TAIL, RB, RH, HC)
    zx0, zy0, zpx = -8.2, 12.4, 1 / 30
    zb = np.zeros((int(12.9 / zpx), int(14.6 / zpx)))
    march(zb, zx0, zy0, zpx, *args)

    # ---- dark undercoat: the silhouette itself
    yy, xx = np.mgrid[0:H * S, 0:W * S].astype(np.float32)
    wx = (xx / S - KX) / KS
    wy = (KY - yy / S) / KS
    m = map_coordinates((zb > -50).astype(np.float32), [(zy0 - wy) / zpx, (wx - zx0) / zpx], order=1, cval=0)
    m = smooth(0.4, 0.6, m)
    buf[..., 3] = m
    buf[..., :3] = m[..., None] * np.array([.035, .03, .045])

    # ---- eyes
    paint_eyes(buf, wx, wy, zb, (zx0, zy0, zpx))

    # ---- hair
    g = grow(int(os.environ.get('HAIRS', 150000)), 7, zb, zx0, zy0, zpx, SUN_DIR, *args)
    p, n, ao, sun = g[:, :3], g[:, 3:6], g[:, 6], g[:, 7]
    hp = (p - HC) @ RH                     # head space
    hn = n @ RH
    bp = p @ RB
    k = len(p)

    # who grows where
    eu, ev = np.zeros(k), np.zeros(k)
    isear = np.zeros(k, bool); inner = np.zeros(k, bool); earside = np.ones(k)
    for s in (-1.0, 1.0):
        u, v, w = ear_arr(hp, s)
        t = np.clip(v / 2.45, 0, 1)
        w0 = -0.42 + 0.62 * (u / 1.1) ** 2 * (1 - 0.3 * t) + 0.20 * t
        me = (v > 0.30) & (v < 2.7) & (np.abs(u) < 1.3) & (np.abs(w - w0) < 0.40) & (hp[:, 0] * s > 0.2) & (hp[:, 1] > 1.1)
        isear |= me
        nf = ear_front(s)
        inner |= me & ((hn @ nf) > 0.35) & (w > w0 - 0.02)
        eu[me], ev[me] = u[me], v[me]
        earside[me] = s
    crown = 0.7 * smooth(-.6, .3, hp[:, 1])            # the roots of the ears belong to the head
    headw = smooth(2.9, 2.2, np.linalg.norm(hp * np.array([.95, 1.05, 1.0]), axis=1) - crown)
    headw[isear] = 1
    td = np.full(k, 9.0); tdir = np.zeros((k, 3))
    for i in range(len(TAIL) - 1):
        a, b = TAIL[i, :3], TAIL[i + 1, :3]
        t = np.clip(((p - a) @ (b - a)) / ((b - a) @ (b - a)), 0, 1)
        d = np.linalg.norm(p - (a + t[:, None] * (b - a)), axis=1)
        me = d < td
        td[me] = d[me]; tdir[me] = norm(b - a)
    istail = (td < 0.95) & (p[:, 0] < -2.0)

    # groom
    body = np.array([0.0, -1.0, -0.25]) @ RB.T
    G = np.tile(body, (k, 1))
    leg = (bp[:, 1] < 2.6) & (bp[:, 2] > 1.2)
    foot = bp[:, 1] < 0.85
    G[foot] = np.array([0, -0.3, 1.0]) @ RB.T
    face = norm(hp - np.array([0, -.48, 2.30]))
    face = face + np.array([0, 0.0, -0.45])
    near = np.ones(k)
    # around the eyes hair turns away from them
    for e in EYES:
        dv = hp - e
        de = np.linalg.norm(dv, axis=1)
        face = face + norm(dv) * (1.2 * smooth(1.45, 0.85, de))[:, None]
        near *= lerp(.45, 1.0, smooth(.88, 1.35, de))
    chin = smooth(-0.9, -1.7, hp[:, 1])[:, None]
    face = face + chin * np.array([0, -.9, -.3])
    G = lerp(G, face @ RH.T, headw[:, None])
    for s in (-1.0, 1.0):
        me = isear & (earside == s)
        ax = np.array([0.25 * s, 0.960, -0.12]) @ RH.T
        G[me] = ax
        mi = inner & (earside == s)
        across = np.array([-0.15 * s, 1.0, 0.1]) @ RH.T
        G[mi] = across
    G[istail] = tdir[istail]

    ln = np.full(k, 0.62)
    ln = np.where(bp[:, 2] > 0.9, 0.74, ln)
    ln[leg] = 0.34
    ln[foot] = 0.22
    r = np.linalg.norm(hp - np.array([0, -.48, 2.30]), axis=1)
    lh = np.interp(r, [0.0, 0.7, 1.6, 2.6, 3.3], [.09, .14, .24, .46, .66])
    ln = lerp(ln, lh, headw)
    ln[isear] = 0.24
    ln[inner] = 0.22
    ln[istail] = 0.66
    temple = (hp[:, 0] > 1.2) & (np.abs(hp[:, 1] - .2) < .85) & (headw > .5) & ~isear
    ln[temple] *= .42
    ln *= rng.uniform(0.65, 1.25, k) * near

    lift = np.full(k, 0.42)
    lift = lerp(lift, 0.30, headw)
    lift[isear] = 0.22; lift[inner] = 0.15; lift[istail] = 0.62; lift[foot] = 0.15
    t = norm(G - (G * n).sum(1, keepdims=True) * n)
    # tufts: neighbouring hairs agree
    tuft = np.stack([np.sin(p @ f + o) for f, o in
                     ((np.array([5.1, 3.7, 2.2]), .3), (np.array([-3.3, 4.9, 3.1]), 1.9), (np.array([2.4, -4.1, 5.3]), 4.))], -1)
    D0 = norm(t + lift[:, None] * n + rng.normal(0, .13, (k, 3)) + tuft * 0.13)
    D1 = norm(t + 0.3 * lift[:, None] * n + rng.normal(0, .20, (k, 3)) + tuft * 0.20 + np.array([0, -.22, 0]) * (1 - isear[:, None]))
    p1 = p + D0 * ln[:, None] * 0.5
    p2 = p1 + D1 * ln[:, None] * 0.5

    alb = np.tile(np.array([.0075, .0066, .0100]), (k, 1))
    alb[isear] *= 1.0
    muz = np.exp(-(((np.abs(hp[:, 0]) - .36) / .42) ** 2 + ((hp[:, 1] + .92) / .36) ** 2)) * (hp[:, 2] > 1.5)
    alb *= (1 + 1.5 * muz)[:, None]
    c = light_fur(n, norm(p2 - p), ao, sun, alb, rng)
    # inner ear: thin skin with the sun behind
    skin = np.array([.36, .125, .13])
    edge = np.clip(np.abs(eu) / (1.14 * (1 - np.clip(ev / 2.45, 0, .98)) ** .86 + .03), 0, 1)
    thin = np.clip(ev / 2.4, 0, 1)
    c[inner] = c[inner] * .6 + (skin * ((0.10 + 0.85 * smooth(.05, .8, thin[inner])) * (1 - .92 * smooth(.45, .98, edge[inner])))[:, None]) * 0.36
    c *= np.exp(rng.normal(0, 1, (k, 1)) * np.where(inner, .07, .22)[:, None]) * (1 + 0.12 * tuft[:, :1])
    # the lids are dark
    for e in EYES:
        c *= (1 - .40 * smooth(EYE_R + .15, EYE_R + .02, np.linalg.norm(hp - e, axis=1)))[:, None]
    # nose leather
    ny = hp[:, 1] + .60
    nose = (np.abs(hp[:, 0]) < 0.31 * np.clip((ny + .22) / .30, 0, 1)) & (np.abs(ny) < 0.20) & (hp[:, 2] > 2.2)
    eyes = np.zeros(k, bool)
    for i, e in enumerate(EYES):
        de = np.linalg.norm(hp - e, axis=1)
        eyes |= (de < EYE_R + 0.03) & (eye_open(hp - e, i) < 1.10)
    s0, s1, s2 = to_screen(p), to_screen(p1), to_screen(p2)
    q = np.zeros((k, 15), np.float32)
    q[:, 0:2], q[:, 2:4], q[:, 4:6] = s0, s1, s2
    wd = np.interp(ln, [.1, .5], [1.5, 2.0]) * S * 0.5
    q[:, 6], q[:, 7] = wd * 1.2, 0.35
    q[:, 8:11] = tone(c * 0.55)
    q[:, 11:14] = tone(c * 1.25)
    q[:, 14] = 0.80
    q[inner, 6] *= 2.2; q[inner, 7] = 1.6
    keep = ~eyes & ~nose & (p[:, 1] > -0.1) & ~(isear & ~inner & (n[:, 2] < -.12)) & ~((near < .985) & (n[:, 2] < .32))
    order = np.argsort(p[keep, 2] + 0.15 * n[keep, 2])
    strokes(buf, np.ascontiguousarray(q[keep][order]))

    paint_toes(buf)
    paint_tufts(buf, rng)
    paint_nose(buf, wx, wy)
    paint_whiskers(buf, rng)
    return buf


def ear_arr(hp, s):
    o = np.array([1.30, 1.02, -0.10])
    x = hp * np.array([s, 1, 1]) - o
    a = np.array([0.25, 0.960, -0.12]); f = np.array([0.36, 0, 0.933])
    f = norm(f - (a @ f) * a)
    u = np.cross(a, f)
    return x @ u, x @ a, x @ f


def ear_front(s):
    a = np.array([0.25, 0.960, -0.12]); f = np.array([0.36, 0, 0.933])
    f = norm(f - (a @ f) * a)
    return f * np.array([s, 1, 1])


def eye_axis(i):
    s = -1 if i == 0 else 1
    o = norm(np.array([s * 0.34, 0.08, 1.0]))
    r = norm(np.cross(np.array([0, 1.0, 0]), o))
    u = np.cross(o, r)
    return o, r, u, s


def eye_open(d, i):
    """<1 inside the lids; d = head-space offset from the eyeball's centre."""
    o, r, u, s = eye_axis(i)
    z = d @ o
    a, b = (d @ r) / EYE_R, (d @ u) / EYE_R
    t = np.deg2rad(17) * s
    a, b = a * np.cos(t) + b * np.sin(t), -a * np.sin(t) + b * np.cos(t)
    # inner corner drawn out a little, upper lid flatter than the lower
    a2 = a * s
    A = np.where(a2 < 0, 0.88, 0.80)
    B = np.where(b > 0, 0.57, 0.63) * (1 - 0.22 * np.clip(-a2, 0, 1))
    v = (np.abs(a) / A) ** 2.0 + (np.abs(b) / B) ** 1.9
    return np.where(z > 0, v, 9.0)


def paint_eyes(buf, wx, wy, zb, zg):
    for i, e in enumerate(EYES):
        c = HC + RH @ e
        dx, dy = wx - c[0], wy - c[1]
        sub = np.where((np.abs(dx) < 1.1) & (np.abs(dy) < 1.1))
        y0, y1, x0, x1 = sub[0].min(), sub[0].max() + 1, sub[1].min(), sub[1].max() + 1
        X, Y = dx[y0:y1, x0:x1] / EYE_R, dy[y0:y1, x0:x1] / EYE_R
        rr = X * X + Y * Y
        Z = np.sqrt(np.clip(1 - rr, 0, 1))
        N = np.stack([X, Y, Z], -1)
        op = eye_open((N * EYE_R) @ RH, i)
        mask = smooth(1.06, 0.97, op) * (rr < 1)
        # hidden by the bridge of the nose?
        zz = map_coordinates(zb, [(zg[1] - (c[1] + Y * EYE_R)) / zg[2], (c[0] + X * EYE_R - zg[0]) / zg[2]], order=1)
        mask = mask * smooth(0.30, 0.16, zz - (c[2] + Z * EYE_R))
        # iris, seen through the cornea
        g = GAZE
        r = norm(np.cross(np.array([0, 1.0, 0]), g)); u = np.cross(g, r)
        a, b, z = N @ r, N @ u, N @ g
        rho = np.arctan2(np.hypot(a, b), z)
        th = np.arctan2(b, a)
        pup = np.hypot(a / 0.50, b / 0.56) * np.where(z > 0, 1, 9)
        fib = sum(np.sin(th * f + ph + 2.0 * rho * s) * w for f, ph, s, w in
                  ((17, .2, 1, .30), (31, 1.3, -2, .26), (53, 2.2, 1, .22), (87, .7, 3, .18)))
        t = np.clip((rho - .48) / .74, 0, 1)
        iris = ramp(t, [(0, (196, 190, 92)), (.16, (236, 196, 74)), (.42, (236, 160, 44)),
                        (.70, (190, 104, 30)), (.88, (112, 58, 24)), (1.0, (40, 22, 16))]) ** 2.2
        iris = iris * (1 + 0.20 * fib * smooth(0, .2, t))[..., None]
        # the sun side light is gathered on the far side of the bowl
        Lw = norm(np.array([.75, .55, .45]))
        gather = np.clip(-(a * (Lw @ r) + b * (Lw @ u)) * 1.2 + .42, 0, 1.4)
        iris = iris * (0.45 + 1.15 * gather)[..., None]
        col = iris * smooth(0.93, 1.10, pup)[..., None]
        col = col * (1 - 0.85 * smooth(1.08, 1.30, rho))[..., None] + 0.0015
        # shade of the upper lid and the corners
        lid = smooth(1.05, 0.30, op)
        col = col * (0.22 + 0.78 * lid)[..., None]
        up = np.clip((N @ (RH @ np.array([0, 1., 0])) - .18) * 1.5, 0, 1)
        col = col * (1 - 0.45 * up)[..., None]
        # the sky in the cornea
        V = np.array([0, 0, 1.0])
        R = 2 * (N @ V)[..., None] * N - V
        fr = 0.004 + 0.26 * (1 - N[..., 2]) ** 4
        skyc = np.array([.55, .62, 1.15]) * smooth(-.1, .9, R[..., 1])[..., None] + \
            np.array([1.3, .75, .45]) * (smooth(.2, 1.0, R[..., 0]) * smooth(-.4, .3, R[..., 1]))[..., None]
        col = col + skyc * fr[..., None] * 0.9
        hd = norm(np.array([.50, .66, .40]))
        key = np.exp(-(np.abs(1 - N @ norm(hd + V * .62)) / .0085) ** 2.2)
        sec = np.exp(-(np.abs(1 - N @ norm(GAZE + np.array([-.20, -.26, .05]))) / .0022) ** 1.6)
        soft = np.exp(-(np.abs(1 - N @ norm(np.array([-.30, -.36, .85]))) / .05) ** 1.3)
        col = col + key[..., None] * np.array([2.6, 2.5, 2.5]) + sec[..., None] * np.array([.42, .46, .62]) \
            + soft[..., None] * np.array([.08, .07, .03])
        # wet lower lid
        wet = np.exp(-((op - .93) / .05) ** 2) * np.clip(-(N @ (RH @ np.array([0, 1., 0]))) + .1, 0, 1)
        col = col + wet[..., None] * np.array([.30, .22, .22])
        col = tone(col * 1.5)
        dst = buf[y0:y1, x0:x1]
        ring = smooth(1.30, 1.04, op) * (rr < 1)
        dst[..., :3] += (np.array([.02, .017, .022]) - dst[..., :3]) * ring[..., None] * (dst[..., 3:4] > .5)
        dst[..., :3] += (col - dst[..., :3]) * mask[..., None]
        dst[..., 3] = np.maximum(dst[..., 3], mask)


def paint_nose(buf, wx, wy):
    """Nose leather and the line of the mouth, by head-space strokes."""
    out = []

    def P(x, y, z):
        return to_screen(HC + RH @ np.array([x, y, z]))

    def st(a, b, c, w0, w1, col0, col1, al):
        out.append([*P(*a), *P(*b), *P(*c), w0 * S, w1 * S, *col0, *col1, al])
    rng = np.random.default_rng(5)
    for _ in range(900):
        y = rng.uniform(-.21, .15)
        hw = 0.35 * np.clip((y + .24) / .30, 0, 1) ** 0.75 * np.sqrt(np.clip((.20 - y) / .10, 0, 1))
        x = rng.uniform(-1, 1) * hw
        z = 2.50 - 0.55 * x * x - 0.9 * max(0, y) ** 1.3 - .25 * abs(y)
        lit = 0.5 + 0.5 * np.clip(x / .30 * .6 + y / .16 * .7, -1, 1)
        c = lerp(np.array([.09, .06, .075]), np.array([.50, .32, .34]), lit ** 1.3)
        st((x, -.59 + y, z), (x, -.59 + y, z), (x + .01, -.59 + y + .01, z), 2.2, 2.0, c, c, .5)
    k0 = (.008, .006, .01)
    for s in (-1, 1):
        st((s * .10, -.66, 2.50), (s * .18, -.69, 2.46), (s * .24, -.62, 2.38), 2.8, 1.2, k0, k0, .9)
        st((0, -.80, 2.46), (s * .10, -1.13, 2.42), (s * .46, -1.08, 2.26), 1.5, .7, k0, k0, .62)
    st((0, -.76, 2.47), (0, -.80, 2.47), (0, -.86, 2.46), 1.8, 1.6, k0, k0, .8)
    st((.04, -.48, 2.49), (.11, -.48, 2.48), (.18, -.50, 2.44), 3.0, 1.6, (.86, .70, .68), (.55, .42, .44), .6)
    strokes(buf, np.array(out, np.float32))


def paint_toes(buf):
    """The clefts between the toes of the front paws."""
    out = []
    for s in (-1, 1):
        for o in (-.20, .20):
            a, m, e = (to_screen(RB @ np.array([s * .93 + o * k, y, z])) for k, y, z in
                       ((.85, .96, 2.90), (1.0, .74, 3.22), (1.05, .30, 3.34)))
            out.append([*a, *m, *e, 1.6, 4.0, .05, .04, .05, .015, .01, .015, .6])
    strokes(buf, np.array(out, np.float32))


def paint_tufts(buf, rng):
    """Long pale hair that fans over the opening of each ear."""
    out = []
    a = np.array([0.25, 0.960, -0.12]); f = np.array([0.36, 0, 0.933])
    f = norm(f - (a @ f) * a)
    u = np.cross(a, f)
    for s in (-1, 1):
        m = np.array([s, 1, 1])
        inn = -np.sign(u[0])
        for _ in range(150):
            v = rng.uniform(.5, 1.3)
            b = np.array([1.30, 1.02, -.10]) + u * inn * (.74 - .34 * v) * rng.uniform(.7, 1) + a * v + f * .12
            d = norm(-u * inn * rng.uniform(.35, .9) + a * rng.uniform(.7, 1.2) + f * .25)
            ln = rng.uniform(.3, .75)
            e = b + d * ln + a * ln * .15
            A, M, E = (to_screen(HC + RH @ (k * m)) for k in (b, b + d * ln * .55, e))
            c = lerp(np.array([.26, .20, .24]), np.array([.60, .46, .44]), rng.uniform() ** 1.6) * (1.1 if s > 0 else .9)
            out.append([*A, *M, *E, 1.3, .4, *(c * .6), *c, .36])
    strokes(buf, np.array(out, np.float32))


def paint_whiskers(buf, rng):
    out = []
    for s in (-1, 1):
        for row in range(3):
            for kx in range(3):
                x0 = s * (.42 + .13 * kx); y0 = -.80 - .12 * row; z0 = 2.38 - .10 * kx
                ln = rng.uniform(1.9, 3.1)
                a = np.array([x0, y0, z0])
                d = norm(np.array([s * 1.0, .22 - .24 * row + rng.normal(0, .06), .12 - .1 * kx]))
                m = a + d * ln * .55
                e = a + d * ln + np.array([0, -.22 - .14 * row, -.25])
                A, M, E = (to_screen(HC + RH @ v) for v in (a, m, e))
                sunny = 1.0 if s > 0 else .72
                c0 = np.array([.50, .46, .50]) * sunny
                c1 = (np.array([1.0, .90, .78]) if s > 0 else np.array([.86, .82, .92])) * sunny
                out.append([*A, *M, *E, 1.25 * S, .45, *c0, *c1, .78])
        for kx in range(3):                          # brows
            a = np.array([s * (.70 + .12 * kx), .98, 1.62]); d = norm(np.array([s * (.35 + .25 * kx), 1.0, .35]))
            A, M, E = (to_screen(HC + RH @ v) for v in (a, a + d * .6, a + d * 1.25 + np.array([s * .25, -.05, -.1])))
            out.append([*A, *M, *E, .9 * S, .4, .35, .32, .36, .9, .82, .76, .55])
    strokes(buf, np.array(out, np.float32))


# ---------------------------------------------------------------- the scene


def bird(rng, x, y, s, flap, tilt, col):
    """A bird far off: two bent wings and a sliver of body."""
    c, n = np.cos(tilt), np.sin(tilt)

    def P(a, b):
        return (x + (a * c - b * n) * s, y + (a * n + b * c) * s)
    out = []
    for w in (-1, 1):
        out.append([*P(w * .02, .02), *P(w * .28, -.42 * flap), *P(w * .62, -.40 * flap), .20 * s, .17 * s, *col, *col, .9])
        out.append([*P(w * .60, -.40 * flap), *P(w * .95, -.34 * flap), *P(w * 1.30, .06 - .1 * flap), .17 * s, .03 * s, *col, *col, .9])
    out.append([*P(-.10, -.06), *P(.02, .06), *P(.12, .22), .18 * s, .08 * s, *col, *col, .95])
    q = np.array(out, np.float32)
    q[:, :8] *= S
    return q


def blurred(buf, sg):
    return np.stack([gaussian_filter(buf[..., k], sg * S) for k in range(4)], -1)


def cached(name, fn):
    d = os.environ.get('CACHE')
    if not d:
        return fn()
    f = os.path.join(d, name + '.npy')
    if os.path.exists(f):
        return np.load(f)
    v = fn()
    np.save(f, v.astype(np.float16))
    return v


def scene():
    R = np.random.default_rng
    def back():
        b = paint_sky(R(11))
        paint_hills(b, R(21))
        b = np.stack([zoom(b[..., k], S, order=1) for k in range(3)], -1)
        b = np.stack([gaussian_filter(b[..., k], 0.8) for k in range(3)], -1)
        paint_stars(b, R(31))
        return b
    img = cached('back', back).astype(np.float32)

    # the meadow behind the kitten
    def meadow():
        rng = R(41)
        y = np.arange(H * S, dtype=np.float32)[:, None] / S
        x = np.arange(W * S, dtype=np.float32)[None, :] / S
        b = new_layer()
        cr = crest(x)
        a = smooth(cr - 22, cr + 6, y + 0 * x)
        dep = np.clip((y - cr) / 120, 0, 1)
        c = lerp(np.array([.36, .37, .22]), np.array([.055, .10, .095]), smooth(-.05, .75, dep)[..., None])
        c = c + (np.array([.95, .66, .30]) - c) * (np.exp(-((x - SUN[0]) / 300) ** 2) * (1 - smooth(0, .45, dep)) * .55)[..., None]
        b[..., 3] = a
        b[..., :3] = c * a[..., None]
        far = new_layer()
        strokes(far, grass(rng, 2600, 1042, 1062, 10, 26, 1.3, (104, 98, 62), (196, 160, 92), (255, 214, 130)))
        far = blurred(far, 1.6)
        b = far + b * (1 - far[..., 3:4])
        mid = new_layer()
        strokes(mid, grass(rng, 5200, 1056, 1110, 20, 50, 1.9, (26, 44, 40), (110, 116, 62), (250, 200, 104)))
        mid = blurred(mid, 0.7)
        return mid + b * (1 - mid[..., 3:4])
    lay(img, cached('meadow', meadow).astype(np.float32))
    kb = cached('kitten', lambda: paint_kitten(R(51))).astype(np.float32)
    # contact shade in the grass
    y, x = np.mgrid[0:H * S, 0:W * S].astype(np.float32) / S
    img *= (1 - 0.62 * np.exp(-((x - KX + 20) / 170) ** 2 - ((y - KY - 6) / 26) ** 2))[..., None]
    lay(img, kb)

    def front():
        rng = R(61)
        b = new_layer()
        low = (KX + 40, 120, .62)
        strokes(b, grass(rng, 1500, 1112, 1138, 24, 58, 2.3, (14, 30, 32), (92, 108, 62), (244, 196, 108), low=low))
        strokes(b, grass(rng, 2600, 1124, 1200, 34, 74, 2.7, (10, 24, 28), (62, 88, 60), (214, 172, 96), low=(KX + 40, 120, .38)))
        return b
    b = new_layer()
    rng = R(65)
    for _ in range(90):
        u = rng.uniform() ** 0.8
        fx, fy = rng.uniform(-10, W + 10), 1050 + 84 * u
        if abs(fx - KX + 10) < 185:
            continue
        strokes(b, flower(rng, fx, fy, 3.6 + 5.0 * u, rng.integers(3)))
    lay(img, blurred(b, 0.35))
    lay(img, cached('front', front).astype(np.float32))
    def fore():
        rng = R(71)
        b = new_layer()
        strokes(b, grass(rng, 110, 1226, 1262, 100, 200, 7, (6, 16, 20), (30, 52, 44), (190, 140, 70), 0.35, on_crest=False))
        return blurred(b, 4.5)
    lay(img, cached('fore', fore).astype(np.float32))

    # dandelions and their seeds on the way up
    b = new_layer()
    rng = R(81)
    for cx, cy, r, st in ((1052, 1024, 42, (1066, 1180)), (926, 1052, 26, (936, 1170)), (1172, 1052, 22, (1166, 1160)), (112, 1054, 22, (104, 1160))):
        strokes(b, dandelion(rng, cx, cy, r, st))
    for x_, y_, sz, an in ((962, 930, 38, -.75), (878, 880, 38, -.55), (790, 836, 40, -.30), (704, 782, 40, .05), (800, 682, 34, .45),
                           (684, 598, 30, .10), (756, 540, 25, .50), (640, 452, 23, .30), (716, 420, 19, .60),
                           (588, 350, 17, .10), (548, 246, 14, .45), (604, 160, 11, .25)):
        strokes(b, seed(rng, x_, y_, sz, an))
    for x_, y_, s_, f_, t_ in ((452, 306, 12, 1.0, -.25), (492, 286, 10, .5, -.35), (522, 301, 9, 1.1, -.15), (508, 262, 8, .7, -.3), (560, 276, 7, 1.0, -.2), (424, 332, 9, .6, -.3)):
        strokes(b, bird(rng, x_, y_, s_, f_, t_, (.16, .15, .30)))
    lay(img, b)

    # light in the air
    d = np.hypot((x - SUN[0]) / 1.2, y - SUN[1])
    screen(img, (0.20 * np.exp(-(d / 230) ** 1.4))[..., None] * np.array([1.0, .66, .34], np.float32))
    pool = np.exp(-((x - SUN[0]) / 360) ** 2 - ((y - 1078) / 34) ** 2)
    screen(img, (0.20 * pool)[..., None] * np.array([1.0, .70, .28], np.float32))
    glow = np.stack([gaussian_filter(np.clip(img[..., k] - .72, 0, 1), 14 * S) for k in range(3)], -1)
    screen(img, glow * 0.45)
    rng = R(91)
    for _ in range(46):                              # pollen in the low light
        cx, cy = rng.normal(SUN[0] - 60, 330), rng.uniform(880, 1120)
        r = rng.uniform(.7, 1.7) * (2.0 if rng.uniform() < .15 else 1)
        e = r * 6
        x0, x1 = (int(np.clip(v, 0, W) * S) for v in (cx - e, cx + e))
        y0, y1 = (int(np.clip(v, 0, H) * S) for v in (cy - e, cy + e))
        if x1 <= x0 or y1 <= y0 or abs(cx - KX) < 150:
            continue
        dd = np.hypot(x[y0:y1, x0:x1] - cx, y[y0:y1, x0:x1] - cy) / r
        m = .85 * np.exp(-dd ** 2 / 1.2) + .16 * np.exp(-dd ** 2 / 9)
        screen(img[y0:y1, x0:x1], (m * rng.uniform(.35, .9))[..., None] * np.array([1, .84, .52]))
    return np.clip(img, 0, 1)


def main():
    out = sys.argv[1] if len(sys.argv) > 1 else '.'
    img = scene()
    img = img.reshape(H, S, W, S, 3).mean((1, 3))
    rng = np.random.default_rng(101)
    grain = gaussian_filter(rng.standard_normal((H, W)), 0.6)
    img = img + grain[..., None] * 0.006 + rng.uniform(-.5, .5, img.shape) / 255
    a = np.clip(img * 255 + .5, 0, 255).astype(np.uint8)
    Image.fromarray(a).save(os.path.join(out, 'scene.png'))
    for name, y0 in (('kitten-first', H - FH), ('kitten-last', 0)):
        f = Image.fromarray(a[y0:y0 + FH])
        f.save(os.path.join(out, name + '.png'))
        for q in range(95, 40, -1):                  # the best that fits
            p = os.path.join(out, name + '.jpg')
            f.save(p, quality=q, optimize=True, progressive=True, subsampling=2)
            if os.path.getsize(p) <= 118_000:
                print(name, 'quality', q, os.path.getsize(p))
                break


if __name__ == '__main__':
    main()
