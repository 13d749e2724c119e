package im.redoubt.client.tls;

import java.lang.reflect.Method;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * An exporter that is in no API of Java 17 or Android 26, and so is looked for when the program runs. This is the one place that
 * does.
 */
final class ExporterMethod implements Exporter {
    private final Method method;
    private final Call call;

    /** How it is called. */
    private interface Call {
        Object on(Method method, SSLSocket socket, String label, int bytes) throws ReflectiveOperationException;
    }

    private ExporterMethod(Method method, Call call) {
        this.method = method;
        this.call = call;
    }

    /** Returns that of JDK 25, if this is one. */
    static Optional<Exporter> ofJdk() {
        return find(
                        "javax.net.ssl.ExtendedSSLSession",
                        "exportKeyingMaterialData",
                        String.class,
                        byte[].class,
                        int.class)
                .map(found -> new ExporterMethod(
                        found,
                        (method, socket, label, bytes) ->
                                method.invoke(socket.getSession(), label, new byte[0], bytes)));
    }

    /** Returns that of Conscrypt, if the application has brought it. */
    static Optional<Exporter> ofConscrypt() {
        return ofSockets("org.conscrypt.Conscrypt");
    }

    /** Returns that of Android, from API 31 on. */
    static Optional<Exporter> ofAndroid() {
        return ofSockets("android.net.ssl.SSLSockets");
    }

    private static Optional<Exporter> ofSockets(String owner) {
        return find(owner, "exportKeyingMaterial", SSLSocket.class, String.class, byte[].class, int.class)
                .map(found -> new ExporterMethod(
                        found,
                        (method, socket, label, bytes) -> method.invoke(null, socket, label, new byte[0], bytes)));
    }

    private static Optional<Method> find(String owner, String name, Class<?>... parameters) {
        try {
            return Optional.of(Class.forName(owner).getMethod(name, parameters));
        } catch (ReflectiveOperationException e) {
            return Optional.empty(); // not on this platform
        }
    }

    @Override
    public Optional<byte[]> export(SSLSocket socket, String label, int bytes) {
        try {
            Object material = call.on(method, socket, label, bytes);
            return material instanceof byte[] exported && exported.length == bytes
                    ? Optional.of(exported)
                    : Optional.empty();
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return Optional.empty(); // without material there is no binding; who requires one refuses
        }
    }
}
