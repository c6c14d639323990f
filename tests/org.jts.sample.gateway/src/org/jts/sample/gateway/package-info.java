/** A gateway whose every call is a script of the test, and one that is set up through a metatype. */
package org.jts.sample.gateway;
