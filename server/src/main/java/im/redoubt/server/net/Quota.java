package im.redoubt.server.net;

import im.redoubt.server.guard.AccountBucket;

/** How much one peer may send. Belongs to the event loop. */
sealed interface Quota {
    /** The answer for a peer that has used its quota up. */
    long REFUSED = -1;

    /** Counts bytes. Returns how many nanoseconds not to read, or {@link #REFUSED}. */
    long bytes(int count);

    /** Counts an element. Returns how many nanoseconds not to read, or {@link #REFUSED}. */
    long element();

    /** For those who have not signed in: so much in all, and the connection ends. */
    final class Strangers implements Quota {
        private int bytesLeft;
        private int elementsLeft;

        Strangers(int bytes, int elements) {
            this.bytesLeft = bytes;
            this.elementsLeft = elements;
        }

        @Override
        public long bytes(int count) {
            bytesLeft -= count;
            return bytesLeft < 0 ? REFUSED : 0;
        }

        @Override
        public long element() {
            elementsLeft--;
            return elementsLeft < 0 ? REFUSED : 0;
        }
    }

    /** For an account: so much in a second, and who is faster is read later; its sessions share it. */
    final class Account implements Quota {
        private final AccountBucket bytes;
        private final AccountBucket stanzas;

        Account(AccountBucket bytes, AccountBucket stanzas) {
            this.bytes = bytes;
            this.stanzas = stanzas;
        }

        @Override
        public long bytes(int count) {
            return bytes.charge(count);
        }

        @Override
        public long element() {
            return stanzas.charge(1);
        }
    }
}
