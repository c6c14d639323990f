package org.jts.audit.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How much of the audit trail is kept. Names and meanings are in OSGI-INF/l10n. */
@ObjectClassDefinition(id = AuditTrailImpl.PID, localization = "OSGI-INF/l10n/metatype", name = "%name",
        description = "%description")
public @interface AuditConfig {

    @AttributeDefinition(name = "%file.mb", description = "%file.mb.help", min = "1", max = "1024")
    int file_mb() default 16;

    @AttributeDefinition(name = "%total.mb", description = "%total.mb.help", min = "1", max = "1048576")
    int total_mb() default 2048;

    @AttributeDefinition(name = "%keep.days", description = "%keep.days.help", min = "1", max = "36500")
    int keep_days() default 1830;

    @AttributeDefinition(name = "%queue", description = "%queue.help", min = "100", max = "1000000")
    int queue() default 20000;
}
