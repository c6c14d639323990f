package org.jts.storage.internal;

/** The one database of the data folder, for every store that is kept in it. A service within this bundle. */
interface OpenStore {

    Database database();
}
