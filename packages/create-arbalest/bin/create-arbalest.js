#!/usr/bin/env node
// npm links only a command that is there when it installs, which what is yet to be built is not.
import '../dist/main.js'
