package org.jts.ratelimit.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The limiter's own classes once more, with a step of the {@link Interleaver} before each access to a field that can
 * change or to an array, and the interleaver's locks and latches instead of the machine's; broken as told.
 */
final class SteppedClasses extends ClassLoader {

    private static final String PACKAGE = "org.jts.ratelimit.internal.";
    /** And this one, which is the limiter's as much. */
    private static final String QUEUE = "org.jts.concurrent.LaneQueue";
    private static final String MODEL = "org/jts/ratelimit/model/Interleaver";
    private static final Map<String, String> INSTEAD = Map.of(
            "java/util/concurrent/locks/ReentrantLock.lock", "lock",
            "java/util/concurrent/locks/ReentrantLock.unlock", "unlock",
            "java/util/concurrent/CountDownLatch.await", "await",
            "java/util/concurrent/CountDownLatch.countDown", "countDown");

    private final Broken broken;
    private final Map<String, Set<String>> finalFields = new ConcurrentHashMap<>();

    SteppedClasses(Broken broken) {
        super(SteppedClasses.class.getClassLoader());
        this.broken = broken;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isStepped(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known == null) {
                byte[] bytes = name.startsWith(PACKAGE + "Programs") ? bytes(name.replace('.', '/')) : stepped(name);
                known = defineClass(name, bytes, 0, bytes.length);
            }
            return known;
        }
    }

    private static boolean isStepped(String name) {
        return name.startsWith(PACKAGE) || name.startsWith(QUEUE);
    }

    static void callModel(MethodVisitor out, String name, String descriptor) {
        out.visitMethodInsn(Opcodes.INVOKESTATIC, MODEL, name, descriptor, false);
    }

    private byte[] stepped(String name) {
        ClassReader reader = new ClassReader(bytes(name.replace('.', '/')));
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String method, String descriptor, String signature,
                    String[] thrown) {
                MethodVisitor out = super.visitMethod(access, method, descriptor, signature, thrown);
                // What happens once in the life of a class, also for the tables of its switches, is no part of a run.
                if (method.equals("<clinit>") || method.startsWith("$SWITCH_TABLE$")) {
                    return out;
                }
                return new Stepped(out, broken.changes(reader.getClassName(), method) ? broken : Broken.NOTHING);
            }
        }, 0);
        return writer.toByteArray();
    }

    private byte[] bytes(String internalName) {
        try (InputStream in = getParent().getResourceAsStream(internalName + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean changes(String owner, String field) {
        return isStepped(owner.replace('/', '.'))
                && !finalFields.computeIfAbsent(owner, this::finalFields).contains(field);
    }

    private Set<String> finalFields(String owner) {
        Set<String> names = new HashSet<>();
        new ClassReader(bytes(owner)).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
                if ((access & Opcodes.ACC_FINAL) != 0) {
                    names.add(name);
                }
                return null;
            }
        }, ClassReader.SKIP_CODE);
        return names;
    }

    private final class Stepped extends MethodVisitor {
        private final Broken how;

        Stepped(MethodVisitor out, Broken how) {
            super(Opcodes.ASM9, out);
            this.how = how;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if ((opcode == Opcodes.GETFIELD || opcode == Opcodes.PUTFIELD) && changes(owner, name)) {
                callModel(mv, "step", "()V");
            }
            super.visitFieldInsn(opcode, owner, name, descriptor);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD
                    || opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
                callModel(mv, "step", "()V");
            }
            if (!how.instruction(mv, opcode)) {
                super.visitInsn(opcode);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            String instead = INSTEAD.get(owner + "." + name);
            if (how.call(mv, owner, name)) {
                return;
            }
            if (instead != null) {
                callModel(mv, instead, "(L" + owner + ";)V");
            } else if (owner.equals("java/lang/Thread") && name.equals("onSpinWait")) {
                callModel(mv, "spin", "()V");
            } else {
                if (owner.equals("java/lang/invoke/VarHandle")) {
                    callModel(mv, "step", "()V");
                }
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }
    }
}
