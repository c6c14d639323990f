/** Every interface of the KIS Open API as data: paths, ids, fields, layouts of frames. */
@Version("1.2.0")
package org.jts.kis.catalog;

import org.osgi.annotation.versioning.Version;
