package org.jts.ratelimit.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the user wants otherwise than a profile says, as Configuration Admin keeps it. Texts are in OSGI-INF/l10n. */
@ObjectClassDefinition(id = StoredLimits.PID, localization = "OSGI-INF/l10n/metatype", name = "%name",
        description = "%description")
@interface LimitConfig {

    @AttributeDefinition(name = "%profile", description = "%profile.help")
    String profile();

    @AttributeDefinition(name = "%windows", description = "%windows.help", required = false)
    String windows() default "";

    @AttributeDefinition(name = "%reserved", description = "%reserved.help", required = false)
    String reserved() default "";

    @AttributeDefinition(name = "%max.waiting", description = "%max.waiting.help", required = false)
    String max_waiting() default "";

    @AttributeDefinition(name = "%answer.limit", description = "%answer.limit.help", required = false)
    String answer_limit() default "";

    @AttributeDefinition(name = "%lost.grace", description = "%lost.grace.help", required = false)
    String lost_grace() default "";
}
