// Installs what `npm run integrations` has check what Arbalest sends: each kind into a folder of its own below `.integrations/`.
import { installPython } from '../install-python.js'

// Packages of PyPI, by the virtual environment that holds them.
installPython('.integrations', {
  openlineage: ['openlineage-python==1.54.0'],
})
