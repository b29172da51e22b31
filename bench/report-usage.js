// Loaded by a process that is measured before all else: says, as it ends, what the process took.
process.channel?.unref()
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  process.send?.({ cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 })
})
