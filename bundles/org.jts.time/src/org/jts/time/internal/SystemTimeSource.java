package org.jts.time.internal;

import org.jts.api.time.TimeSource;
import org.jts.concurrent.MachineTime;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The machine's clocks as the service that everything in the framework takes its time from. */
@Component(service = TimeSource.class)
public final class SystemTimeSource extends MachineTime {

    @Activate
    public SystemTimeSource() {
        // the timer's thread begins with the first task
    }

    @Deactivate
    @Override
    public void close() {
        super.close();
    }
}
