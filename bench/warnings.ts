/** Stripping types is marked experimental in Node 24; everybody who runs the bench knows by now. Others are shown. */
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') process.stderr.write(`${warning.name}: ${warning.message}\n`);
});
