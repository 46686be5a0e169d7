// Plays the AMR recordings of phones, which no browser plays by itself. Without it a recording is downloaded.
"use strict";

{  // names of its own: the scripts of a page share one scope
const RATE = 8000;
const worker = document.currentScript.dataset.worker;
let playing = null;
document.documentElement.classList.add("scripts");

function decode(bytes) {
  return new Promise((resolve, reject) => {
    const decoder = new Worker(worker);
    decoder.onmessage = ({ data }) => {
      decoder.terminate();
      if (data.amr) resolve(data.amr);
      else reject(new Error("no AMR"));
    };
    decoder.onerror = (event) => {
      decoder.terminate();
      reject(event.error || new Error("no AMR"));
    };
    decoder.postMessage({ command: "decode", buffer: bytes });
  });
}

function stop() {
  if (!playing) return;
  playing.button.textContent = "Nghe";
  playing.sound.close();
  playing = null;
}

async function play(button) {
  const sound = new AudioContext();
  playing = { button, sound };
  button.textContent = "Dừng";
  const answer = await fetch(button.dataset.amr);
  if (!answer.ok) throw new Error(answer.status);
  const samples = await decode(new Uint8Array(await answer.arrayBuffer()));
  if (playing?.sound !== sound) return;
  const buffer = sound.createBuffer(1, samples.length, RATE);
  buffer.copyToChannel(Float32Array.from(samples), 0);
  const source = sound.createBufferSource();
  source.buffer = buffer;
  source.connect(sound.destination);
  source.onended = () => { if (playing?.sound === sound) stop(); };
  source.start();
  button.dataset.seconds = Math.round(samples.length / RATE);
}

addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-amr]");
  if (!button) return;
  const again = playing?.button === button;
  stop();
  if (again) return;
  play(button).catch(() => {
    stop();
    button.textContent = "Không nghe được, hãy tải về";
    button.disabled = true;
  });
});
}
