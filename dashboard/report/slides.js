// Arrow keys, Page Up and Down, Space, Home and End turn the slides; F fills the screen.
"use strict";
const slides = [...document.querySelectorAll("section")];
const current = () => {
  const middle = innerHeight / 2;
  return slides.findIndex((slide) => slide.getBoundingClientRect().bottom > middle);
};
const show = (number) => {
  const slide = slides[Math.min(Math.max(number, 0), slides.length - 1)];
  slide.scrollIntoView();
  slide.focus({ preventScroll: true });
  history.replaceState(null, "", `#${slide.id}`);
};
const steps = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1,
  ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1,
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("a") && event.key === "Enter") return;
  const step = event.key === " " && event.shiftKey ? -1 : steps[event.key];
  if (step) show(current() + step);
  else if (event.key === "Home") show(0);
  else if (event.key === "End") show(slides.length - 1);
  else if (event.key.toLowerCase() === "f") {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  } else return;
  event.preventDefault();
});
const isCut = (slide) =>
  slide.scrollHeight > innerHeight + 1 || slide.scrollWidth > innerWidth + 1;
// What is larger than the screen is made smaller, so that nothing is cut off.
const fit = () => {
  for (const slide of slides) {
    slide.style.fontSize = "";
    for (let size = 100; isCut(slide) && size > 40; size -= 5) {
      slide.style.fontSize = `${size}%`;
    }
  }
};
if (!matchMedia("(max-width: 640px)").matches) {
  addEventListener("load", fit);
  addEventListener("resize", fit);
}
