package org.jts.ratelimit.model;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Ways to break a step of the limiter that only some interleavings show. Each changes a call or two in its classes. */
public enum Broken {

    NOTHING("", ""),
    /** Takes a permit without the lock. */
    TAKES_UNLOCKED("ExactLimiter", "tryTake") {
        @Override
        boolean call(MethodVisitor out, String owner, String name) {
            return isGuard(name) && popped(out, Opcodes.POP);
        }
    },
    /** Ends a permit without the lock. */
    ENDS_UNLOCKED("ExactLimiter", "end") {
        @Override
        boolean call(MethodVisitor out, String owner, String name) {
            return isGuard(name) && popped(out, Opcodes.POP);
        }
    },
    /** Looks whether there is room and takes it afterwards. */
    CHECKS_THEN_ACTS("LimiterCore", "tryGrant") {
        @Override
        boolean call(MethodVisitor out, String owner, String name) {
            if (name.equals("grant")) {
                SteppedClasses.callModel(out, "letGo", "()V");
            }
            return false;
        }
    },
    /** Does not look who waits when a permit ends. */
    WAKES_NOBODY("ExactLimiter", "end") {
        @Override
        boolean call(MethodVisitor out, String owner, String name) {
            return name.equals("pump") && popped(out, Opcodes.POP2, Opcodes.POP);
        }
    },
    /** Does not look whose a place is when a number ends. */
    ENDS_WHOEVER_IS_THERE("InFlight", "slot") {
        @Override
        boolean instruction(MethodVisitor out, int opcode) {
            return opcode == Opcodes.LCMP && popped(out, Opcodes.POP2, Opcodes.POP2, Opcodes.ICONST_0);
        }
    },
    /** Forgets the permit that came at the moment of an interrupt. */
    KEEPS_WHAT_CAME_WITH_AN_INTERRUPT("ExactLimiter", "") {
        @Override
        boolean call(MethodVisitor out, String owner, String name) {
            return owner.endsWith("LimiterCore") && name.equals("end") && !method.equals("end")
                    && popped(out, Opcodes.POP2, Opcodes.POP, Opcodes.POP2, Opcodes.POP, Opcodes.ICONST_0);
        }
    },
    /** Does not tell readers without the lock that something is being changed. */
    CHANGES_UNSEEN("VersionedLock", "") {
        @Override
        boolean call(MethodVisitor out, String owner, String name) {
            return (name.equals("setOpaque") || name.equals("setRelease"))
                    && popped(out, Opcodes.POP, Opcodes.POP, Opcodes.POP);
        }
    };

    private final String type;
    private final String where;
    /** The method that is being changed. */
    String method = "";

    Broken(String type, String where) {
        this.type = type;
        this.where = where;
    }

    boolean changes(String internalName, String methodName) {
        method = methodName;
        return !type.isEmpty() && internalName.endsWith("/" + type) && (where.isEmpty() || where.equals(methodName));
    }

    /** @return whether the call has been replaced */
    boolean call(MethodVisitor out, String owner, String name) {
        return false;
    }

    /** @return whether the instruction has been replaced */
    boolean instruction(MethodVisitor out, int opcode) {
        return false;
    }

    private static boolean isGuard(String name) {
        return name.equals("enter") || name.equals("leave");
    }

    private static boolean popped(MethodVisitor out, int... instead) {
        for (int opcode : instead) {
            out.visitInsn(opcode);
        }
        return true;
    }
}
