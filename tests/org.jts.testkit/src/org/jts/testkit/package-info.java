/** Hand-driven neighbours for tests of one bundle: a gateway, a registry, a store that do what the test says. */
package org.jts.testkit;
