package im.redoubt.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From bytes to typed values. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParseBenchmark {
    /** Ours: to what an application gets, by way of the features. */
    @Benchmark
    public Object redoubt(Ours ours) {
        return ours.reader().values();
    }

    /** Ours, half of the way: to the stanza, of which nobody has looked at the content. */
    @Benchmark
    public Object stanza(Ours ours) {
        return ours.reader().stanza();
    }

    /** Smack's. */
    @Benchmark
    public Object smack(Smacks smacks) throws XmlPullParserException, IOException, SmackParsingException {
        return smacks.reader().stanzas();
    }

    /** Our reader. */
    @State(Scope.Thread)
    public static class Ours extends Held<OurReader> {
        /** Which stanzas. */
        @Param
        public Sample sample = Sample.MESSAGE;

        @Override
        OurReader make() {
            return new OurReader(sample);
        }
    }

    /** Smack's reader. */
    @State(Scope.Thread)
    public static class Smacks extends Held<SmackReader> {
        /** Which stanzas. */
        @Param
        public Sample sample = Sample.MESSAGE;

        @Override
        SmackReader make() {
            return new SmackReader(sample);
        }
    }
}
