// Decorators write their metadata while the files load, so this comes before any of them.
import "reflect-metadata";
