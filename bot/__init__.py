"""The program: messaging, administration, broadcasts and storage. Ward affairs are files in content/ and code in handlers/."""
