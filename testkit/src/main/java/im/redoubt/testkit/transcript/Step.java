package im.redoubt.testkit.transcript;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One step of a transcript. */
sealed interface Step {
    /** Returns the line that it stands on. */
    int line();

    /** Calls the one method of {@code cases} that stands for this step. */
    void on(Cases cases);

    /** One method for each step. */
    interface Cases {
        void connects(Connects step);

        void startsTls(StartsTls step);

        void opensStream(OpensStream step);

        void authenticates(Authenticates step);

        void authenticatesWith(AuthenticatesWith step);

        void goesOn(GoesOn step);

        void signsIn(SignsIn step);

        void comesOnline(ComesOnline step);

        void sends(Sends step);

        void receives(Receives step);

        void receivesNothing(ReceivesNothing step);

        void neverReceives(NeverReceives step);

        void ignores(Ignores step);

        void isEnded(IsEnded step);

        void isDisconnected(IsDisconnected step);

        void leaves(Leaves step);

        void passes(Passes step);

        void restarts(Restarts step);

        void invites(Invites step);

        void sees(Sees step);
    }

    /** Somebody connects, with TLS from the first byte or in clear. */
    record Connects(int line, String who, boolean tls) implements Step {
        @Override
        public void on(Cases cases) {
            cases.connects(this);
        }
    }

    /** The handshake that both sides agreed on. */
    record StartsTls(int line, String who) implements Step {
        @Override
        public void on(Cases cases) {
            cases.startsTls(this);
        }
    }

    /** Sends a header and reads the answer. */
    record OpensStream(int line, String who) implements Step {
        @Override
        public void on(Cases cases) {
            cases.opensStream(this);
        }
    }

    /** Connects and signs in, up to the features of the stream that a resource could be bound on. */
    record Authenticates(int line, String who) implements Step {
        @Override
        public void on(Cases cases) {
            cases.authenticates(this);
        }
    }

    /** Connects and signs in by SASL2, asking for something with it; what the server says then is not read. */
    record AuthenticatesWith(int line, String who, String asked) implements Step {
        @Override
        public void on(Cases cases) {
            cases.authenticatesWith(this);
        }
    }

    /** Has taken over the session of another connection. */
    record GoesOn(int line, String who, String before) implements Step {
        @Override
        public void on(Cases cases) {
            cases.goesOn(this);
        }
    }

    /** Connects, signs in and binds. */
    record SignsIn(int line, String who) implements Step {
        @Override
        public void on(Cases cases) {
            cases.signsIn(this);
        }
    }

    /** Signs in, asks for the roster and becomes available. */
    record ComesOnline(int line, String who, Optional<Integer> priority) implements Step {
        @Override
        public void on(Cases cases) {
            cases.comesOnline(this);
        }
    }

    /** Sends bytes. */
    record Sends(int line, String who, String text) implements Step {
        @Override
        public void on(Cases cases) {
            cases.sends(this);
        }
    }

    /** These come next, in this order or in any. */
    record Receives(int line, String who, List<Expected> expected, boolean anyOrder) implements Step {
        @Override
        public void on(Cases cases) {
            cases.receives(this);
        }
    }

    /** Nothing has come that no step told of. */
    record ReceivesNothing(int line, String who) implements Step {
        @Override
        public void on(Cases cases) {
            cases.receivesNothing(this);
        }
    }

    /** From now on nothing like this comes, and nothing like it has. */
    record NeverReceives(int line, String who, Expected forbidden) implements Step {
        @Override
        public void on(Cases cases) {
            cases.neverReceives(this);
        }
    }

    /** Things like this need not be told of. */
    record Ignores(int line, String who, Expected ignored) implements Step {
        @Override
        public void on(Cases cases) {
            cases.ignores(this);
        }
    }

    /** The server ends the stream with this condition, and the connection. */
    record IsEnded(int line, String who, String condition) implements Step {
        @Override
        public void on(Cases cases) {
            cases.isEnded(this);
        }
    }

    /** The server ends the connection. */
    record IsDisconnected(int line, String who) implements Step {
        @Override
        public void on(Cases cases) {
            cases.isDisconnected(this);
        }
    }

    /** Ends the stream as one should, or just goes. */
    record Leaves(int line, String who, boolean orderly) implements Step {
        @Override
        public void on(Cases cases) {
            cases.leaves(this);
        }
    }

    /** Time passes. */
    record Passes(int line, Duration time) implements Step {
        @Override
        public void on(Cases cases) {
            cases.passes(this);
        }
    }

    /** The server is stopped in order, and started again. */
    record Restarts(int line) implements Step {
        @Override
        public void on(Cases cases) {
            cases.restarts(this);
        }
    }

    /** The operator issues an invitation, for a name or for any. */
    record Invites(int line, Optional<String> name, String variable) implements Step {
        @Override
        public void on(Cases cases) {
            cases.invites(this);
        }
    }

    /** Before anybody is on line, one account is let see the other's presence, or both each other's. */
    record Sees(int line, String who, String whom, boolean mutual) implements Step {
        @Override
        public void on(Cases cases) {
            cases.sees(this);
        }
    }
}
