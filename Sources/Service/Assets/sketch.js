// Lets one draw on the plan of a lot by pointer and by keys. What it writes into the fields is measured by the service; its own
// figures are only rough.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const errors = document.querySelector(".errors");
  if (errors) errors.focus();
  const place = document.getElementById("sketch");
  const sheet = document.querySelector(".picture > svg");
  const field = document.getElementById("draw");
  if (!place || !sheet || !field) return;
  const plan = JSON.parse(place.dataset.plan);
  const [ox, oy] = plan.origin, [ax, ay] = plan.along, [ix, iy] = plan.inward;
  const square = ax * ax + ay * ay;
  let corners = plan.corners;
  let isTouched = plan.isDrawn;
  place.hidden = false;
  sheet.setAttribute("role", "group");

  const make = (name, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return sheet.appendChild(node);
  };
  const shape = make("polygon", { class: "sketch-shape", tabindex: 0, role: "button", "aria-label": plan.shape });
  const handles = corners.map((_, index) =>
    make("circle", { class: "sketch-corner", tabindex: 0, role: "button", "aria-label": `${plan.corner} ${index + 1}` }));
  // What the service measured last gives way to what is being drawn.
  const before = sheet.querySelector(".proposal");
  before?.classList.add("before");

  const toSheet = ([x, y]) => [ox + ax * x + ix * y, oy + ay * x + iy * y];
  const toLot = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
    const dx = at.x - ox, dy = at.y - oy;
    return [(dx * ax + dy * ay) / square, (dx * ix + dy * iy) / square];
  };
  const tenth = (value) => Math.round(value * 10) / 10;
  const text = (value) => String(Math.round(value * 1000) / 1000 || 0);

  // MARK: measuring, roughly
  const toSegment = ([px, py], [x1, y1], [x2, y2]) => {
    const dx = x2 - x1, dy = y2 - y1, length = dx * dx + dy * dy;
    const along = length ? Math.min(1, Math.max(0, ((px - x1) * dx + (py - y1) * dy) / length)) : 0;
    return Math.hypot(px - x1 - along * dx, py - y1 - along * dy);
  };
  const distance = (points) => {
    let least = Infinity;
    for (let i = 0; i + 1 < points.length; i++) {
      corners.forEach((corner, j) => {
        const next = corners[(j + 1) % corners.length];
        least = Math.min(least, toSegment(corner, points[i], points[i + 1]),
          toSegment(points[i], corner, next), toSegment(points[i + 1], corner, next));
      });
    }
    return least;
  };
  const area = () => Math.abs(corners.reduce((sum, [x, y], i) => {
    const [nx, ny] = corners[(i + 1) % corners.length];
    return sum + x * ny - nx * y;
  }, 0)) / 2;
  const figures = new Intl.NumberFormat(plan.language === "ar" ? "ar-EG" : plan.language, { maximumFractionDigits: 1 });

  let timer = 0;
  const say = () => {
    if (timer) return;
    timer = setTimeout(() => {
      timer = 0;
      const said = document.getElementById("sketch-said");
      said.textContent = `${plan.about}: `;
      plan.lines.forEach((line, index) => {
        const node = document.createElement("bdi");
        node.textContent = `${line.name}: ${figures.format(distance(line.points) / plan.metres)} ${plan.unit}`;
        said.append(index ? " · " : "", node);
      });
      const covered = document.createElement("bdi");
      covered.textContent = `${figures.format(area() / plan.squareMetres)} ${plan.areaUnit}`;
      said.append(plan.lines.length ? " · " : "", covered);
    }, 300);
  };

  // MARK: writing
  const isRectangle = () => corners.length === 4
    && corners.every(([x, y], i) => x === corners[(i + 1) % 4][0] || y === corners[(i + 1) % 4][1]);
  const write = () => {
    const cleared = document.getElementById("cleared");
    const isCleared = cleared ? cleared.checked : plan.cleared;
    field.value = `${plan.base}@${corners.map(([x, y]) => `${text(x)},${text(y)}`).join(";")}${isCleared ? ";cleared" : ""}`;
    if (!isRectangle()) return;
    const xs = corners.map(([x]) => x), ys = corners.map(([, y]) => y);
    const left = Math.min(...xs), low = Math.min(...ys), high = Math.max(...ys);
    const middle = plan.lot.reduce((sum, [x]) => [Math.min(sum[0], x), Math.max(sum[1], x)], [Infinity, -Infinity]);
    let gap = Infinity;
    plan.lot.forEach(([x1, y1], i) => {
      const [x2, y2] = plan.lot[(i + 1) % plan.lot.length];
      if (Math.abs(y2 - y1) <= Math.abs(x2 - x1) || x1 + x2 >= middle[0] + middle[1]) return;
      gap = Math.min(gap, toSegment([left, low], [x1, y1], [x2, y2]), toSegment([left, high], [x1, y1], [x2, y2]));
    });
    const values = { base: plan.base, side: "left", away: low, gap, wide: Math.max(...xs) - left, deep: high - low };
    for (const [name, value] of Object.entries(values)) {
      const input = document.getElementById(name);
      if (!input) continue;
      if (input.tagName === "SELECT") input.value = value;
      else input.value = Number.isFinite(value) ? text(value / plan.metres) : "";
    }
  };
  const draw = () => {
    shape.setAttribute("points", corners.map((corner) => toSheet(corner).join(",")).join(" "));
    // A target of 24 px, however small the sheet is shown.
    const radius = 12 * Math.max(1, 600 / (sheet.clientWidth || 600));
    corners.forEach((corner, index) => {
      const [x, y] = toSheet(corner);
      handles[index].setAttribute("cx", x);
      handles[index].setAttribute("cy", y);
      handles[index].setAttribute("r", radius);
    });
  };
  const change = (moved) => {
    if (moved.some(([x, y]) => !(Math.abs(x) < 9999 && Math.abs(y) < 9999))) return;
    corners = moved.map(([x, y]) => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]);
    isTouched = true;
    draw();
    write();
    say();
  };
  const shifted = ([dx, dy]) => corners.map(([x, y]) => [x + dx, y + dy]);
  // A corner of a rectangle takes its neighbours along, so that it stays one.
  const cornered = (index, [nx, ny]) => {
    const [x, y] = corners[index];
    const keeps = isRectangle();
    return corners.map((corner, other) => other === index ? [nx, ny] : !keeps ? corner
      : corner[0] === x ? [nx, corner[1]] : corner[1] === y ? [corner[0], ny] : corner);
  };

  // MARK: pointer
  let held = null;
  const hold = (index) => (event) => {
    event.preventDefault();
    event.stopPropagation();
    event.target.setPointerCapture(event.pointerId);
    event.target.focus({ preventScroll: true });
    held = { index, from: toLot(event), corners, hasMoved: false };
  };
  const follow = (event) => {
    if (!held) return;
    const [x, y] = toLot(event);
    held.hasMoved = true;
    corners = held.corners;
    change(held.index === null
      ? shifted([tenth(x - held.from[0]), tenth(y - held.from[1])]) : cornered(held.index, [tenth(x), tenth(y)]));
  };
  const drop = () => { held = null; };
  for (const [node, index] of [[shape, null], ...handles.map((handle, at) => [handle, at])]) {
    node.addEventListener("pointerdown", hold(index));
    node.addEventListener("pointermove", follow);
    node.addEventListener("pointerup", drop);
    node.addEventListener("pointercancel", drop);
    node.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!way) return;
      event.preventDefault();
      // The lot's own direction that lies nearest to the key's.
      const step = event.shiftKey ? 1 : 0.1;
      const along = ax * way[0] + ay * way[1], inward = ix * way[0] + iy * way[1];
      const by = Math.abs(along) >= Math.abs(inward) ? [Math.sign(along) * step, 0] : [0, Math.sign(inward) * step];
      change(index === null ? shifted(by) : cornered(index, [corners[index][0] + by[0], corners[index][1] + by[1]]));
    });
  }
  // Without dragging: a press anywhere else brings the shape, or the corner that has the focus, to that place.
  sheet.addEventListener("pointerdown", (event) => {
    if (event.target === shape || handles.includes(event.target)) return;
    const [x, y] = toLot(event).map(tenth);
    const chosen = handles.indexOf(document.activeElement);
    if (chosen >= 0) event.preventDefault();
    if (chosen >= 0) return change(cornered(chosen, [x, y]));
    const mean = [0, 1].map((axis) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length);
    change(shifted([tenth(x - mean[0]), tenth(y - mean[1])]));
  });
  document.getElementById("cleared")?.addEventListener("change", () => { if (isTouched) write(); });
  document.getElementById("sketch-measure").addEventListener("click", () => {
    write();
    field.form.requestSubmit();
  });
  new ResizeObserver(draw).observe(sheet);
  draw();
});
