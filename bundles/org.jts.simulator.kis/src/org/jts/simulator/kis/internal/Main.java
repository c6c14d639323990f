package org.jts.simulator.kis.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import org.jts.concurrent.MachineTime;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.simulator.kis.KisSimulator;
import org.jts.simulator.kis.RateReport;

/** Runs the simulator by itself until the process is ended. */
public final class Main {

    static final String USAGE = """
            usage: simulate kis [OPTION...]

              --port N           the port of this machine (default 9443)
              --paper            the paper service instead of the real one: 43 interfaces, 1 request a second
              --key KEY --secret SECRET
                                 the pair that it knows; may be repeated
              --hts-id ID        the customer's id for notices of fills (default simuser)
              --account N=WON    an account of 8-2 digits and the won in it; may be repeated
              --dollars USD      dollars in each account (default 100000)
              --tls FILE         HTTPS and WSS; the certificate to be trusted is written to FILE
              --per-second N     metered requests in any second (default 18, on paper 1)
              --hours exchange   trade in the hours of the Korea Exchange, not always
              --seed N           the same seed makes the same market
              --faults FILE      what goes wrong and when: lines such as `10 cut`, `20 silent on`
            """;

    private Main() {
    }

    /** @param args as {@link #USAGE} says */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        try {
            run(args, System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void run(String[] args, PrintStream out) throws IOException, InterruptedException {
        Options options = Options.of(args);
        MachineTime time = new MachineTime();
        KisSimulator broker = options.builder().open(time);
        if (options.certificate().isPresent()) {
            Files.writeString(options.certificate().orElseThrow(), broker.certificate());
        }
        options.script().play(broker, time);
        out.println("KIS simulator: " + broker.address() + " and " + broker.streamAddress() + "/tryitout");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> out.println(report(broker.rates()))));
        new CountDownLatch(1).await();
    }

    static String report(RateReport rates) {
        return "%d requests, %d metered, %d refused; worst second %d, worst minute %d, worst hour %d".formatted(
                rates.requests(), rates.metered(), rates.refused(), rates.worstSecond(), rates.worstMinute(),
                rates.worstHour());
    }

    /** What the command line asks for. */
    record Options(KisSimulator.Builder builder, FaultScript script, Optional<Path> certificate) {

        private static final int DEFAULT_PORT = 9443;

        /** @throws IllegalArgumentException that says which option was expected, and which was found */
        static Options of(String... args) throws IOException {
            KisSimulator.Builder builder = KisSimulator.builder().port(DEFAULT_PORT);
            String key = null;
            Optional<Path> certificate = Optional.empty();
            List<String> lines = List.of();
            for (int i = 0; i < args.length; i++) {
                if (args[i].equals("--paper")) {
                    builder.environment(KisEnvironment.PAPER);
                    continue;
                }
                String value = i + 1 < args.length ? args[i + 1] : "";
                switch (args[i]) {
                    case "--port" -> builder.port(number(args[i], value));
                    case "--key" -> key = value;
                    case "--secret" -> builder.key(key == null ? "" : key, value);
                    case "--dollars" -> builder.dollars(BigDecimal.valueOf(number(args[i], value)));
                    case "--tls" -> {
                        builder.tls(true);
                        certificate = Optional.of(Path.of(value));
                    }
                    case "--hts-id" -> builder.htsId(value);
                    case "--account" -> account(builder, value);
                    case "--per-second" -> builder.requestsPerSecond(number(args[i], value));
                    case "--hours" -> builder.alwaysOpen(!value.equals("exchange"));
                    case "--seed" -> builder.seed(number(args[i], value));
                    case "--faults" -> lines = Files.readAllLines(Path.of(value));
                    default -> throw new IllegalArgumentException(
                            "expected an option that --help lists, was \"%s\"".formatted(args[i]));
                }
                i++;
            }
            return new Options(builder, new FaultScript(lines), certificate);
        }

        private static void account(KisSimulator.Builder builder, String text) {
            if (!text.matches("\\d{8}-\\d{2}=\\d{1,15}")) {
                throw new IllegalArgumentException(
                        "--account: expected NUMBER=WON such as 50012345-01=100000000, was \"%s\"".formatted(text));
            }
            builder.account(text.substring(0, text.indexOf('=')), new BigDecimal(text.substring(
                    text.indexOf('=') + 1)));
        }

        private static int number(String option, String text) {
            if (!text.matches("\\d{1,9}")) {
                throw new IllegalArgumentException("%s: expected a number, was \"%s\"".formatted(option, text));
            }
            return Integer.parseInt(text);
        }
    }
}
