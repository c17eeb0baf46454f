import numpy as np

ten, two, gpt = -np.log([1 / 10, 1 / 2, 1 / 50257])  # all classes equal
odds = 0.1 / 0.9  # of spam, if 1 email in 10 is spam
bias = np.log(odds)
ham, spam = -np.log([0.9, 0.1])  # what each email costs at 10% spam
mean = 0.9 * ham + 0.1 * spam
rare = np.log(0.01 / 0.99)

print(f"10 classes {ten:.4f}, 2 classes {two:.4f}")
print(f"50,257 tokens {gpt:.4f}")
print(f"spam 1 in 10:  bias {bias:.4f}")
print(f"  not spam pays {ham:.4f}, spam {spam:.4f}")
print(f"  mean {mean:.4f}")
print(f"spam 1 in 100: bias {rare:.4f}")
