/**
 * The only place that knows both the records of the workstation and the messages of the wire. What cannot be read
 * throws {@link org.jts.wire.WireException}; nothing is guessed.
 */
@Version("1.3.0")
package org.jts.wire;

import org.osgi.annotation.versioning.Version;
