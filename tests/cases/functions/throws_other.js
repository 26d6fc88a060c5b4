function run() {
    throw { reason: 'a plain object' };
}
