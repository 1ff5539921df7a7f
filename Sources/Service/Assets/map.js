// Makes the drawn map one that moves, where Leaflet is there. Lots and zones come from our own layers; no other server is asked.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("map");
  if (!place || !window.L) return;
  const { town, parcel, lang, zoomIn, zoomOut, layersTitle } = place.dataset;
  const [west, south, east, north] = JSON.parse(place.dataset.bounds);
  const layers = JSON.parse(place.dataset.layers);
  place.hidden = false;
  // The drawing stays for paper.
  document.querySelector(".drawing")?.classList.add("replaced");
  const map = L.map(place, { attributionControl: false, zoomControl: false, minZoom: 15, maxZoom: 21 });
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  if (parcel) map.fitBounds([[south, west], [north, east]], { padding: [60, 60], maxZoom: 20 });
  else map.setView([(south + north) / 2, (west + east) / 2], 18);
  L.control.scale({ imperial: false }).addTo(map);

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const hues = [0, 1, 2, 3, 4, 5].map(number => colour(`--hue${number}`));
  const groups = {};
  const shown = new Map();

  // A label is text from outside: it is put in as text, never as markup.
  const words = text => { const node = document.createElement("bdi"); node.textContent = text; return node; };
  const style = (layer, index, feature) =>
    layer === "buildings"
      ? { color: colour("--quiet"), weight: 1.5, fillColor: colour("--line"), fillOpacity: 0.35 }
      : layer !== "parcels"
      ? { color: hues[index % hues.length], weight: 2, dashArray: index % 2 ? "6 4" : null, fillOpacity: 0.15 }
      : feature.properties.parcel === parcel
        ? { color: colour("--accent"), weight: 4, fillColor: colour("--lot"), fillOpacity: 0.6 }
        : { color: colour("--line"), weight: 1, fillOpacity: 0.03 };

  async function draw(id, index) {
    const group = groups[id];
    if (!map.hasLayer(group)) return;
    const box = map.getBounds().pad(0.1).toBBoxString();
    const address = `/api/v1/layers/${encodeURIComponent(town)}/${encodeURIComponent(id)}.geojson?limit=5000&bbox=${box}`;
    const turn = (shown.get(id) ?? 0) + 1;
    shown.set(id, turn);
    try {
      const answer = await fetch(address);
      if (!answer.ok || shown.get(id) !== turn) return;
      const features = await answer.json();
      group.clearLayers();
      L.geoJSON(features, {
        style: feature => style(id, index, feature),
        onEachFeature: (feature, shape) => {
          if (feature.properties.label) shape.bindTooltip(words(feature.properties.label));
          // The lot that is shown already leads nowhere.
          if (id === "parcels" && feature.properties.parcel === parcel) shape.on("click", L.DomEvent.stopPropagation);
        },
      }).addTo(group);
    } catch { /* What is shown stays. */ }
  }

  const names = {};
  layers.forEach(([id, label], index) => {
    groups[id] = L.layerGroup();
    const sign = id === "parcels" || id === "buildings" ? id : `hue${index % hues.length}${index % 2 ? " dashed" : ""}`;
    names[`<span class="sign ${sign}"></span> <bdi>${label.replace(/[&<>"]/g, "")}</bdi>`] = groups[id];
  });
  const redraw = () => layers.forEach(([id], index) => draw(id, index));
  groups.parcels?.addTo(map);
  groups.buildings?.addTo(map);
  if (layers.length > 1) {
    const control = L.control.layers(null, names).addTo(map).getContainer();
    const opener = control.querySelector(".leaflet-control-layers-toggle");
    opener.title = layersTitle;
    opener.setAttribute("aria-label", layersTitle);
    control.querySelector(".leaflet-control-layers-list").dir = document.documentElement.dir;
  }
  map.on("moveend overlayadd", redraw);
  // Wherever it is clicked, the service says which lot is there, or that there is none.
  map.on("click", event => {
    const { lng, lat } = event.latlng.wrap();
    location.href = `/${lang}/place?at=${lng.toFixed(6)},${lat.toFixed(6)}`;
  });
  redraw();
});
