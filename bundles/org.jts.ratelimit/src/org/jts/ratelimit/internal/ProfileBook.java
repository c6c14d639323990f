package org.jts.ratelimit.internal;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.Subscription;
import org.jts.api.connection.SetupException;
import org.jts.api.event.EventLog;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitProfiles;
import org.jts.api.limit.LimitSetting;
import org.jts.api.limit.LimitSettings;
import org.jts.concurrent.Listeners;
import org.jts.ratelimit.internal.StoredLimits.Stored;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The limits of all bundles and of the user, for everybody. Configurations are taken over as they are written. */
@Component(service = { LimitProfiles.class, LimitSettings.class, SynchronousConfigurationListener.class },
        configurationPid = StoredLimits.PID, configurationPolicy = ConfigurationPolicy.IGNORE)
@Designate(ocd = LimitConfig.class, factory = true)
public final class ProfileBook implements LimitProfiles, LimitSettings, SynchronousConfigurationListener {

    private final StoredLimits stored;
    private final LocalNotices notices;
    private final Profiles profiles = new Profiles();
    private final Listeners<Runnable> listeners = new Listeners<>();
    private final BroughtProfiles brought;

    @Activate
    public ProfileBook(BundleContext context, @Reference ConfigurationAdmin admin, @Reference EventLog events) {
        stored = new StoredLimits(admin);
        notices = new LocalNotices(events);
        readAll();
        brought = new BroughtProfiles(context, notices, (bundle, all) -> {
            boolean own = bundle.equals(context.getBundle());
            if (profiles.bring(bundle.getBundleId(), bundle.getSymbolicName(), own, all, notices)) {
                listeners.tell(Runnable::run);
            }
        });
        brought.open();
    }

    @Deactivate
    void close() {
        brought.close();
    }

    @Override
    public Optional<LimitProfile> profile(String id) {
        return Optional.ofNullable(profiles.inForce().get(id));
    }

    @Override
    public List<LimitProfile> profiles() {
        return List.copyOf(profiles.inForce().values());
    }

    @Override
    public LimitProfile applied(LimitProfile own) {
        return profiles.applied(own);
    }

    @Override
    public Subscription listen(Runnable listener) {
        return listeners.add(listener);
    }

    @Override
    public Map<LimitSetting, String> settings(String profile) {
        return profiles.user(profile).map(UserLimit::settings).orElse(Map.of());
    }

    @Override
    public synchronized void change(String profile, Map<LimitSetting, String> settings) throws SetupException {
        if (profile(profile).isEmpty()) {
            throw new SetupException("expected one of the limits %s, found \"%s\"".formatted(
                    profiles.inForce().keySet(), profile), Map.of());
        }
        Map<LimitSetting, String> all = new EnumMap<>(LimitSetting.class);
        all.putAll(settings(profile));
        all.putAll(settings);
        try {
            UserLimit checked = new UserLimit(profile, all);
            stored.write(checked.profile(), checked.settings());
        } catch (IllegalArgumentException e) {
            throw new SetupException("The limit %s stays as it is: %s".formatted(profile,
                    e.getMessage().replace(", was ", ", found ")), Map.of());
        } catch (IOException e) {
            throw notWritten(profile, e);
        }
    }

    @Override
    public synchronized boolean reset(String profile) throws SetupException {
        boolean anything = profiles.user(profile).isPresent();
        try {
            stored.delete(profile);
            return anything;
        } catch (IOException e) {
            throw notWritten(profile, e);
        }
    }

    /** Also called for what {@link #change} and {@link #reset} write, before they return. */
    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (!StoredLimits.PID.equals(event.getFactoryPid())) {
            return;
        }
        boolean changed;
        if (event.getType() == ConfigurationEvent.CM_DELETED) {
            changed = profiles.forget(event.getPid());
        } else {
            changed = read(event.getPid());
        }
        if (changed) {
            listeners.tell(Runnable::run);
        }
    }

    private boolean read(String pid) {
        try {
            Optional<Stored> found = stored.read(pid);
            return found.isPresent() && profiles.configure(found.get(), notices);
        } catch (IOException e) {
            notices.unreadable(e);
            return false;
        }
    }

    private void readAll() {
        try {
            stored.all().forEach(each -> profiles.configure(each, notices));
        } catch (IOException e) {
            notices.unreadable(e);
        }
    }

    private static SetupException notWritten(String profile, IOException e) {
        return new SetupException(
                ("The settings of the limit %s could not be written: %s. Check the rights of the data "
                + "folder and its free space.").formatted(profile, e.getMessage()), Map.of());
    }
}
