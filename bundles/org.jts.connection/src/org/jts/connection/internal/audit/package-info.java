/** Every call of a gateway goes by here on its way to the audit trail. */
package org.jts.connection.internal.audit;
