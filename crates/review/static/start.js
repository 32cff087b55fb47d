// Starts the app. A file of its own, because the page runs without inline scripts.
try {
  const { default: start } = await import('/plumbline-review.js');
  await start({ module_or_path: '/plumbline-review_bg.wasm' });
} catch (error) {
  console.error(error);
  document.getElementById('start-failed')?.removeAttribute('hidden');
}
