package io.limpid.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Ed25519 signatures over model files. A public key is a line of Base64 (X.509), a private key a PEM file (PKCS #8), as
 * {@code openssl genpkey -algorithm ed25519} writes it too.
 */
public final class ModelSignature {
    private static final String ALGORITHM = "Ed25519";
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private ModelSignature() {}

    public static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw noEd25519(impossible);
        }
    }

    /** The key as configuration takes it. */
    public static String text(PublicKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** @throws IllegalArgumentException when it is no such key */
    public static PublicKey publicKey(String base64) {
        try {
            byte[] encoded = Base64.getDecoder().decode(base64.strip());
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (IllegalArgumentException | InvalidKeySpecException malformed) {
            throw new IllegalArgumentException(
                    "expected an Ed25519 public key as a line of Base64, as ./limpid models key prints it, found '"
                            + base64 + "'",
                    malformed);
        } catch (GeneralSecurityException impossible) {
            throw noEd25519(impossible);
        }
    }

    /**
     * Writes a private key to a new file that only its owner may read.
     *
     * @throws IOException when there is such a file already, or it can't be written
     */
    public static void write(PrivateKey key, Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                file, BEGIN + "\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded()) + "\n" + END + "\n");
    }

    /**
     * Reads a private key from its file.
     *
     * @throws IOException when it can't be read
     * @throws IllegalArgumentException when it holds no such key; the message doesn't quote what it holds
     */
    public static PrivateKey privateKey(Path file) throws IOException {
        String pem = Files.readString(file);
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        try {
            if (begin < 0 || end < begin) {
                throw new InvalidKeySpecException("no " + BEGIN);
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IllegalArgumentException | InvalidKeySpecException malformed) {
            // without its cause, which could quote the key
            throw new IllegalArgumentException("expected an Ed25519 private key in PEM (PKCS #8) in " + file
                    + ", found something else; ./limpid models key makes one");
        } catch (GeneralSecurityException impossible) {
            throw noEd25519(impossible);
        }
    }

    public static byte[] sign(byte[] onnx, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(onnx);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw noEd25519(impossible);
        }
    }

    /** @throws ModelRejectedException when there is no signature, or it is another key's or another file's */
    public static void verify(byte[] onnx, byte[] signature, PublicKey key) throws ModelRejectedException {
        if (signature.length == 0) {
            throw new ModelRejectedException(
                    "expected a signature by the key of limpid.model-key, found none; publish the model with --sign");
        }
        boolean right;
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(onnx);
            right = check.verify(signature);
        } catch (GeneralSecurityException malformed) {
            right = false;
        }
        if (!right) {
            throw new ModelRejectedException("expected a signature of this file by the key of limpid.model-key, found "
                    + "another key's or another file's (" + signature.length + " bytes)");
        }
    }

    private static IllegalStateException noEd25519(GeneralSecurityException cause) {
        return new IllegalStateException("every Java runtime from 15 on has Ed25519", cause);
    }
}
